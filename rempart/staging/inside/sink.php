<?php
// Stands where sendmail would: reads the mail, keeps nothing but that there was one.
while (!feof(STDIN)) {
    fread(STDIN, 65536);
}
@file_put_contents('/copy/run/mails', 'x', FILE_APPEND | LOCK_EX);
