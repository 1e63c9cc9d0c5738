<?php

namespace Rempart\Companion\Enforce;

defined('ABSPATH') || exit;

/** WordPress's XML-RPC without many calls in one. Loaded only where the class of WordPress is. */
final class NarrowServer extends \wp_xmlrpc_server
{
    /** @return void */
    public function setCallbacks()
    {
        parent::setCallbacks();
        unset($this->callbacks['system.multicall']);
    }

    /** @return void */
    public function setCapabilities()
    {
        parent::setCapabilities();
        unset($this->capabilities['system.multicall']);
    }

    /** @param mixed $methodcalls @return \IXR_Error */
    public function multiCall($methodcalls)
    {
        return new \IXR_Error(-32601, 'server error. requested method system.multicall does not exist.');
    }
}
