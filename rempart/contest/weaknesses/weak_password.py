"""A colleague whose password stands on every list of bad ones."""

from rempart.contest.core.weakness import Ask, Planting, Weakness, shows
from rempart.terms.words import Words

FORM = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": "w_wordpress_test_cookie=WP+Cookie+check"}
PASSWORD = "password1"  # noqa: S105 - opens an invented shop
PLANT = """
$lena = wp_insert_user(['user_login' => 'lena', 'user_pass' => '%s', 'role' => 'subscriber', 'user_email' => 'lena@example.invalid']);
(new WP_User($lena))->add_cap('read_private_posts');
wp_insert_post(['post_title' => 'Opening hours', 'post_content' => 'Tuesday to Saturday.', 'post_status' => 'publish', 'post_author' => $lena]);
wp_insert_post(['post_title' => 'For us alone', 'post_content' => '%s', 'post_status' => 'private', 'post_author' => $lena]);
"""


def _plant(flag: str) -> Planting:
    return Planting(php=PLANT % (PASSWORD, flag))


def _is_open(ask: Ask, flag: str) -> bool:
    body = f"log=lena&pwd={PASSWORD}&testcookie=1".encode()
    return ask("/wp-login.php", method="POST", body=body, headers=FORM).status == 302


UNIT = Weakness(
    id="weak_password",
    level=2,
    title=Words(
        "A password from the list",
        "Un mot de passe de la liste",
        "名单上的密码",
    ),
    teaches=Words(
        "Lists of passwords that people choose are public, and programs try them first. Length, a manager and a second factor end that.",
        "Les listes de mots de passe courants sont publiques, et les programmes commencent par elles. La longueur, un gestionnaire et un second facteur y mettent fin.",
        "常用密码的名单是公开的，程序会先试它们。长度、密码管理器和第二重验证可以杜绝这一点。",
    ),
    hint=Words(
        "A colleague is called lena. Her password is a word and one digit, among the twenty most common.",
        "Une collègue s’appelle lena. Son mot de passe : un mot et un chiffre, parmi les vingt plus courants.",
        "有位同事叫 lena。她的密码是一个单词加一个数字，属于最常见的二十个之一。",
    ),
    control="no_weak_service_passwords",
    threat="t02_password_guessing",
    lesson="passwords_and_second_factors",
    plant=_plant,
    is_open=_is_open,
    works=lambda ask: shows(ask, "/", "Opening hours"),
)
