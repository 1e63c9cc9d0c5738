<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** Every bound in one place. Most hosting ends PHP after 30 seconds and gives it 128 MB. */
final class Limits
{
    const PROTOCOL = 1;
    const CLOCK_S = 300;             // how far the caller's clock may be from ours
    const NONCE_KEPT_S = 900;        // more than twice CLOCK_S, so that a call cannot come back after its nonce went
    const CALLS_MINUTE = 120;
    const REQUEST_BYTES = 6291456;   // a restored piece of 4 MiB in base64, and its words
    const REQUEST_DEPTH = 12;
    const ANSWER_BYTES = 4194304;
    const HEAD_BYTES = 131072;
    const PIECE_BYTES = 4055040;     // ANSWER_BYTES less HEAD_BYTES and room to spare
    const LISTING_BYTES = 3145728;   // a list of files stops here; its JSON stays below ANSWER_BYTES
    const ROW_BYTES = 33554432;      // the largest row that is put back; three times that is needed in memory
    const WORK_S = 15.0;             // an answer is begun to be wrapped up after this time; 20 s is the promise
    const PATH_BYTES = 4096;
    const DEPTH = 64;                // folders inside folders
    const SLICE = 5000;              // files in one answer
    const FILES = 250;               // small files in one piece, either way
    const USERS = 500;
    const EVENTS = 500;
    const EVENTS_KEPT = 20000;
    const EVENTS_KEPT_S = 7776000;   // 90 days
    const PERSONAL_KEPT_S = 2592000; // 30 days for addresses and names typed
    const MINUTES_KEPT = 1440;       // a day of counted requests, for a hub that was away
    const CODE_S = 1800;
    const CODE_TRIES = 5;
    const WINDOW_S = 7200;           // how long an administrator opens the site for a restore
    const PAUSE_S = 60;              // the longest that the hub has visitors wait while it keeps and upgrades a database
    const RESTORE_S = 21600;         // how long a restore goes on that was begun while it was open
    const FRESH_WINDOW_S = 1800;     // how long after enrolment, where the box was ticked
}
