<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** Something a rightful caller asked that cannot be done: answered in one word, signed. */
final class Fault extends \Exception
{
    /** @var int */
    public $status;
    /** @var string */
    public $word;

    public function __construct(string $word, int $status = 400, string $detail = '')
    {
        parent::__construct($detail);
        $this->word = $word;
        $this->status = $status;
    }
}
