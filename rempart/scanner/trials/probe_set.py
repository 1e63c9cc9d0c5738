"""The drill's attack: the probe set, on the drill's own copy."""

from rempart.channel.copies import Trial
from rempart.scanner.actions.attack_copy import attack_copy
from rempart.terms.words import Words

UNIT = Trial(
    id="probe_set",
    step="attack",
    title=Words("Probes on the copy", "Sondes sur la copie", "对副本的探测"),
    run=attack_copy,
    says={
        "all_stopped": Words(
            "The site itself stopped all {attacks} attacks and let {twins} harmless twins through.",
            "Le site lui-même a arrêté les {attacks} attaques et laissé passer {twins} jumelles inoffensives.",
            "网站自身拦下全部 {attacks} 次攻击，并放行 {twins} 次无害对照请求。",
        ),
        "came_through": Words(
            "{through} of {attacks} attacks came through. A copy has no firewall and no server settings in front: this says what the site stops by itself, and fails no drill.",
            "{through} attaques sur {attacks} sont passées. Une copie n’a ni pare-feu ni réglages de serveur devant elle : cela dit ce que le site arrête de lui-même, et ne fait échouer aucun exercice.",
            "{attacks} 次攻击中有 {through} 次通过。副本前面没有防火墙，也没有服务器设置：这只说明网站自身能拦下什么，不会使演练失败。",
        ),
        "twin_blocked": Words(
            "{twins_stopped} of {twins} harmless twins were stopped as well, so what was stopped says nothing.",
            "{twins_stopped} jumelles inoffensives sur {twins} ont aussi été arrêtées : ce qui est arrêté ne dit donc rien.",
            "{twins} 次无害对照请求中有 {twins_stopped} 次也被拦下，因此拦截结果不能说明问题。",
        ),
        "broken_by_attack": Words(
            "After the attack the front page no longer came whole.",
            "Après l’attaque, la page d’accueil ne venait plus entière.",
            "攻击之后，首页不再完整。",
        ),
        "part_shown": Words(
            "Only {shown} of {classes} kinds of attack could be tried.",
            "Seules {shown} sortes d’attaques sur {classes} ont pu être essayées.",
            "{classes} 类攻击中只能试 {shown} 类。",
        ),
        "nothing_shown": Words(
            "No kind of attack could be tried on this copy.",
            "Aucune sorte d’attaque n’a pu être essayée sur cette copie.",
            "在此副本上无法试任何一类攻击。",
        ),
    },
    counts={
        "sql_injection": Words(
            "SQL injection: {sql_injection_stopped} of {sql_injection} stopped",
            "Injection SQL : {sql_injection_stopped} sur {sql_injection} arrêtées",
            "SQL 注入：拦下 {sql_injection_stopped}/{sql_injection}",
        ),
        "script_injection": Words(
            "Foreign scripts: {script_injection_stopped} of {script_injection} stopped",
            "Scripts étrangers : {script_injection_stopped} sur {script_injection} arrêtés",
            "脚本注入：拦下 {script_injection_stopped}/{script_injection}",
        ),
        "traversal": Words(
            "Paths out of the site: {traversal_stopped} of {traversal} stopped",
            "Chemins hors du site : {traversal_stopped} sur {traversal} arrêtés",
            "路径穿越：拦下 {traversal_stopped}/{traversal}",
        ),
        "command": Words(
            "Commands: {command_stopped} of {command} stopped",
            "Commandes : {command_stopped} sur {command} arrêtées",
            "命令注入：拦下 {command_stopped}/{command}",
        ),
        "xmlrpc": Words(
            "Many calls in one (XML-RPC): {xmlrpc_stopped} of {xmlrpc} stopped",
            "Appels groupés (XML-RPC) : {xmlrpc_stopped} sur {xmlrpc} arrêtés",
            "批量调用（XML-RPC）：拦下 {xmlrpc_stopped}/{xmlrpc}",
        ),
        "known_plugin": Words(
            "Known holes of plug-ins: {known_plugin_stopped} of {known_plugin} stopped",
            "Failles connues d’extensions : {known_plugin_stopped} sur {known_plugin} arrêtées",
            "已知插件漏洞：拦下 {known_plugin_stopped}/{known_plugin}",
        ),
        "users": Words(
            "Sign-in names: told in {users_told} of {users} ways",
            "Noms de connexion : livrés par {users_told} voies sur {users}",
            "登录名：{users} 种途径中有 {users_told} 种泄露",
        ),
        "limited_after": Words(
            "Guessed passwords: slowed after {limited_after}",
            "Mots de passe devinés : freinés après {limited_after}",
            "猜测密码：{limited_after} 次后受限",
        ),
        "unlimited": Words(
            "Guessed passwords: {unlimited} in a row, never slowed",
            "Mots de passe devinés : {unlimited} de suite, jamais freinés",
            "猜测密码：连续 {unlimited} 次，从未受限",
        ),
        "files": Words(
            "Logs, dumps, copies of settings, installers in the web root: {files} ({files_taken_out} taken out before the copy was served)",
            "Journaux, exports, copies de réglages, installateurs dans la racine web : {files} ({files_taken_out} retirés avant de servir la copie)",
            "网站根目录中的日志、转储、设置备份、安装程序：{files} 个（其中 {files_taken_out} 个在副本启用前已移走）",
        ),
        "uploads": Words(
            "PHP among the uploads: {uploads} files, {uploads_ran} ran",
            "PHP parmi les téléversements : {uploads} fichiers, {uploads_ran} exécutés",
            "上传目录中的 PHP：{uploads} 个文件，{uploads_ran} 个被执行",
        ),
        "version": Words(
            "Version of WordPress: told by {version_told} of {version} pages",
            "Version de WordPress : livrée par {version_told} page sur {version}",
            "WordPress 版本：{version} 页中有 {version_told} 页透露",
        ),
        "untold": Words(
            "Could not be told: {untold} questions",
            "Sans réponse : {untold} questions",
            "无法判断：{untold} 项",
        ),
    },
)
