<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** The caller is not who may ask, or asks what nobody may. One answer for all: it never says why. */
final class Refusal extends \Exception
{
}
