<?php

namespace Rempart\Companion\Enforce;

defined('ABSPATH') || exit;

/** The few lines of JavaScript that a passkey needs; without JavaScript the code stays. */
final class PasskeyScript
{
    const SHARED = 'var b=function(a){return btoa(String.fromCharCode.apply(null,new Uint8Array(a))).replace(/\+/g,"-").replace(/\//g,"_").replace(/=+$/,"")};'
        . 'var h=function(t){return new Uint8Array((t.match(/../g)||[]).map(function(x){return parseInt(x,16)}))};';

    /** @param string[] $ids in hex */
    public static function use(string $challenge, array $ids): void
    {
        $data = ['challenge' => $challenge, 'ids' => $ids, 'host' => Passkey::host()];
        self::put($data, 'var use=document.getElementById("rempart_use"),field=document.getElementById("rempart_passkey");'
            . 'if(!window.PublicKeyCredential){use.parentNode.hidden=true;return}'
            . 'use.addEventListener("click",function(){navigator.credentials.get({publicKey:{challenge:h(d.challenge),rpId:d.host,userVerification:"preferred",timeout:120000,'
            . 'allowCredentials:d.ids.map(function(i){return{type:"public-key",id:h(i)}})}}).then(function(c){field.value=JSON.stringify({id:b(c.rawId),'
            . 'client:b(c.response.clientDataJSON),data:b(c.response.authenticatorData),signature:b(c.response.signature)});field.form.submit()}).catch(function(){})});');
    }

    /** @param string[] $ids in hex: keys that are there */
    public static function make(string $challenge, \WP_User $user, array $ids): void
    {
        $data = ['challenge' => $challenge, 'ids' => $ids, 'host' => Passkey::host(), 'site' => get_bloginfo('name'), 'name' => $user->user_login,
            'user' => hash_hmac('sha256', 'passkey:' . $user->ID, wp_salt('auth'))];
        self::put($data, 'var make=document.getElementById("rempart_make"),field=document.getElementById("rempart_made");'
            . 'if(!window.PublicKeyCredential){make.disabled=true;return}'
            . 'make.addEventListener("click",function(){navigator.credentials.create({publicKey:{challenge:h(d.challenge),rp:{id:d.host,name:d.site},'
            . 'user:{id:h(d.user),name:d.name,displayName:d.name},pubKeyCredParams:[{type:"public-key",alg:-7},{type:"public-key",alg:-257}],attestation:"none",'
            . 'authenticatorSelection:{userVerification:"preferred"},timeout:120000,excludeCredentials:d.ids.map(function(i){return{type:"public-key",id:h(i)}})}})'
            . '.then(function(c){field.value=JSON.stringify({client:b(c.response.clientDataJSON),attestation:b(c.response.attestationObject)});field.form.submit()}).catch(function(){})});');
    }

    private static function put(array $data, string $code): void
    {
        $json = wp_json_encode($data, JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_HEX_QUOT);
        echo '<script>document.addEventListener("DOMContentLoaded",function(){var d=' . $json . ';' . self::SHARED . $code . '});</script>';
    }
}
