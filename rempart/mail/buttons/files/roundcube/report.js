// The button over the list and over an open mail. What is chosen is named to Roundcube's own server, which reads the mail.
"use strict";

if (window.rcmail) {
  rcmail.addEventListener("init", () => {
    const command = "plugin.rempart_report";
    const report = () => rcmail.http_post(command, rcmail.selection_post_data(), rcmail.set_busy(true, "rempart_report.sending"));
    rcmail.register_command(command, report, Boolean(rcmail.env.uid));
    if (rcmail.message_list) {
      rcmail.message_list.addEventListener("select", (list) => rcmail.enable_command(command, list.get_selection(false).length > 0));
    }
  });
}
