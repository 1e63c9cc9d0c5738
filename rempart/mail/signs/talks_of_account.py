"""What it talks of, in the languages that such mails mostly come in; a word proves nothing alone."""

import re

from rempart.mail.core.verdict.sign import Sign
from rempart.mail.core.verdict.topics import READ, said
from rempart.mail.core.verdict.view import View
from rempart.terms.words import Words

_TALKS = re.compile(
    r"(?:account|mailbox|profile|wallet|\bcard|access|password|\bid|membership|subscription|service|license)\b.{0,40}\b(?:suspend|limit|lock|block|restrict|deactivat|terminat|on hold|disabl|expir|verif|confirm|updat|compromis|flagged|clos)"
    r"|(?:verify|confirm|validate|update|reactivate|restore|unlock|secure|review|recover) (?:your|my|the) (?:\w+ ){0,3}(?:account|identity|wallet|mailbox|information|details|payment|password|e-?mail|billing|profile|membership|card)"
    r"|(?:unusual|suspicious|unauthori[sz]ed|unrecogni[sz]ed|new) (?:\w+ )?(?:sign.?.?in|login|log-?in|activity|attempt|access|device|transaction)"
    r"|compte.{0,60}(?:suspend|limit|bloqu|restrein|désactiv|expir|vérifi|confirm|clôtur)|(?:vérifi|confirm|valid|mettre à jour|mettez à jour|actualis|réactiv)\w* (?:votre|vos|le|les) (?:\w+ ){0,3}(?:compte|identité|informations|coordonnées|mot de passe|carte|paiement|dossier|boîte)"
    r"|(?:activité|connexion|transaction|opération)s? (?:inhabituelle|suspecte|non autorisée|non reconnue|inconnue)"
    r"|(?:账户|账号|帐户|帐号|邮箱|密码|卡片|实名|身份|医保|社保).{0,20}(?:异常|冻结|停用|暂停|过期|到期|失效|验证|认证|核实|升级|限制|锁定|关闭|注销)|(?:立即|尽快|点击).{0,12}(?:验证|认证|激活|更新|核实|登录)"
    r"|conta.{0,40}(?:suspens|bloque|limitad|desativ|expir|confirm)|(?:atualiz|confirm|valid|regulariz)\w* (?:seus?|suas?|os|o) (?:\w+ ){0,2}(?:dados|conta|cadastro|acesso|pontos|cpf)"
    r"|cuenta.{0,40}(?:suspend|bloque|limitad|desactiv|expir|verific)|(?:verifi|confirm|actuali[cz])\w* (?:su|sus|tu|los) (?:\w+ ){0,2}(?:cuenta|datos|identidad|información|pago)"
    r"|konto.{0,60}(?:gesperrt|eingeschränkt|gesperrt|deaktiviert|läuft ab|bestätig|verifizier|überprüf)|(?:bestätigen|verifizieren|aktualisieren|überprüfen|validieren) sie ihre? "
    r"|(?:アカウント|カード|お客様).{0,40}(?:制限|停止|確認|更新|異常|不正|ロック)|本人確認|ご利用確認"
)


def _find(view: View) -> str:
    return said(_TALKS, view.words[:READ])


UNIT = Sign(
    id="talks_of_account", weight=1.5,
    says=Words(
        "It says that an account is in trouble and must be confirmed: {seen}",
        "Il dit qu’un compte a un problème et doit être confirmé\u202f: {seen}",
        "声称账户异常、需要确认：{seen}",
    ),
    find=_find,
)  # fmt: skip
