"""A note among the uploads with a password made for a program, which still opens the interface."""

from base64 import b64encode

from rempart.contest.core.weakness import Ask, Planting, Weakness
from rempart.terms.words import Words

PRIVATE = "/?rest_route=/wp/v2/posts&status=private"
SECRET = "demo demo demo demo demo demo"  # noqa: S105 - opens an invented shop
PLANT = """
$robot = wp_insert_user(['user_login' => 'deploy', 'user_pass' => wp_generate_password(30), 'role' => 'subscriber', 'user_email' => 'deploy@example.invalid']);
(new WP_User($robot))->add_cap('read_private_posts');
update_user_meta($robot, '_application_passwords', [[
    'uuid' => wp_generate_uuid4(), 'app_id' => '', 'name' => 'deploy', 'created' => time(), 'last_used' => null, 'last_ip' => null,
    'password' => wp_hash_password(str_replace(' ', '', '%s')),
]]);
update_network_option(get_main_network_id(), 'using_application_passwords', 1);
wp_insert_post(['post_title' => 'Deployment', 'post_content' => '%s', 'post_status' => 'private', 'post_author' => $robot]);
"""


def _plant(flag: str) -> Planting:
    return Planting({"wp-content/uploads/todo.txt": f"deploy : {SECRET}\n"}, PLANT % (SECRET, flag))


def _is_open(ask: Ask, flag: str) -> bool:
    given = b64encode(f"deploy:{SECRET}".encode()).decode()
    answer = ask(PRIVATE, headers={"Authorization": f"Basic {given}"})
    return answer.status == 200 and flag.encode() in answer.body


UNIT = Weakness(
    id="application_password",
    level=3,
    title=Words(
        "A password for a program, in a note",
        "Un mot de passe de programme, dans une note",
        "便条里的程序密码",
    ),
    teaches=Words(
        "Taking the note away does not take the key back. A key that was seen is ended, and the next one may do less.",
        "Enlever la note ne reprend pas la clé. Une clé qui a été vue est révoquée, et la suivante a moins de droits.",
        "拿走便条并不能收回钥匙。被人看到的密钥要作废，下一个应给更少的权限。",
    ),
    hint=Words(
        "Somebody keeps a todo.txt among the uploads; it opens the interface with “Basic”. Private posts are posts too.",
        "Quelqu’un garde un todo.txt parmi les fichiers ; il ouvre l’interface avec « Basic ». Les articles privés sont aussi des articles.",
        "有人在上传目录里放了 todo.txt；用 “Basic” 方式可以打开接口。私密文章也是文章。",
    ),
    control="rights_reviewed_and_least",
    threat="t03_stolen_credentials",
    lesson="ai_tools_and_keys",
    plant=_plant,
    is_open=_is_open,
)
