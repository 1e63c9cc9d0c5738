// What the page says, in three languages.
"use strict";

const WORDS = {
  "en": {
    "title": "Report this mail",
    "about": "The open mail is sent to your organisation’s Rempart as it is, and nothing else.",
    "report": "Report this mail",
    "other": "Use another key",
    "help": "Your Rempart’s page “The button” gives you a key. It can report mails and nothing else.",
    "key_label": "Your key",
    "save": "Save",
    "saved": "Saved.",
    "bad_key": "A key begins with rempart_report_ and has no spaces.",
    "sending": "The mail is being reported…",
    "sent": "Thank you. Somebody will look at it.",
    "key": "The key is no longer good. Make a new one on the page “The button”.",
    "many": "You reported very many today: thank you. Send this one tomorrow, or call your security officer if it is urgent.",
    "refused": "Rempart could not take this mail. Report it on its page instead.",
    "unreached": "Rempart cannot be reached. The mail is still here: try again later."
  },
  "fr": {
    "title": "Signaler ce courriel",
    "about": "Le courriel ouvert est envoyé tel quel au Rempart de votre organisation, et rien d’autre.",
    "report": "Signaler ce courriel",
    "other": "Utiliser une autre clé",
    "help": "La page « Le bouton » de votre Rempart vous donne une clé. Elle peut signaler des courriels et rien d’autre.",
    "key_label": "Votre clé",
    "save": "Enregistrer",
    "saved": "Enregistré.",
    "bad_key": "Une clé commence par rempart_report_ et ne contient pas d’espace.",
    "sending": "Le courriel est en cours de signalement…",
    "sent": "Merci. Quelqu’un va l’examiner.",
    "key": "La clé n’est plus valable. Créez-en une sur la page « Le bouton ».",
    "many": "Vous en avez signalé beaucoup aujourd’hui : merci. Envoyez celui-ci demain, ou appelez votre responsable de la sécurité si c’est urgent.",
    "refused": "Rempart n’a pas pu prendre ce courriel. Signalez-le plutôt sur sa page.",
    "unreached": "Rempart est injoignable. Le courriel est toujours là : réessayez plus tard."
  },
  "zh": {
    "title": "报告这封邮件",
    "about": "打开的邮件将原样发送到您组织的 Rempart，不含其他内容。",
    "report": "报告这封邮件",
    "other": "使用其他密钥",
    "help": "您的 Rempart 的“按钮”页面会给出密钥。它只能报告邮件。",
    "key_label": "您的密钥",
    "save": "保存",
    "saved": "已保存。",
    "bad_key": "密钥以 rempart_report_ 开头，且不含空格。",
    "sending": "正在报告邮件……",
    "sent": "谢谢。会有人查看。",
    "key": "密钥已失效。请在“按钮”页面新建一个。",
    "many": "您今天报告了很多：谢谢。请明天再发送这一封；如果紧急，请致电安全负责人。",
    "refused": "Rempart 无法接收这封邮件。请在其页面上报告。",
    "unreached": "无法连接 Rempart。邮件仍在这里：请稍后再试。"
  }
};
