"""The sentences themselves: code -> (English, French, Chinese). Controls bring their own in `says`."""

from collections.abc import Mapping

TABLE: Mapping[str, tuple[str, str, str]] = {
    "generic.state_met": (
        "Seen in force.",
        "Constaté en place.",
        "已确认生效。",
    ),
    "generic.state_not_met": (
        "Looked at, and not in force.",
        "Vérifié, et pas en place.",
        "已查看，未生效。",
    ),
    "generic.state_partial": (
        "In force in part.",
        "En place en partie.",
        "部分生效。",
    ),
    "generic.state_unknown": (
        "Nobody has looked yet.",
        "Personne n’a encore regardé.",
        "尚未查看。",
    ),
    "generic.state_error": (
        "The look failed, so nothing is known.",
        "La vérification a échoué ; on ne sait donc rien.",
        "查看失败，因此情况不明。",
    ),
    "generic.state_stale": (
        "The evidence is too old to count.",
        "La preuve est trop ancienne pour compter.",
        "证据过旧，不再有效。",
    ),
    "generic.state_contradicted": (
        "Two sources disagree.",
        "Deux sources se contredisent.",
        "两个来源互相矛盾。",
    ),
    "generic.state_not_applicable": (
        "This does not apply here.",
        "Sans objet ici.",
        "此项在这里不适用。",
    ),
    "generic.does_not_apply": (
        "The facts show that this does not apply here.",
        "Les faits montrent que cela ne s’applique pas ici.",
        "事实表明此项在这里不适用。",
    ),
    "generic.exempt": (
        "Set aside by hand, with a reason and an end: {reason}",
        "Écarté à la main, avec un motif et une échéance : {reason}",
        "已人工豁免，附有理由和期限：{reason}",
    ),
    "generic.contradicted": (
        "Two independent sources disagree, so it does not count until one of them is looked at again.",
        "Deux sources indépendantes se contredisent ; cela ne compte pas tant que l’une d’elles n’a pas été revue.",
        "两个独立来源互相矛盾，在重新核实其中之一之前不计入。",
    ),
    "generic.stale": (
        "It was in force when last seen, but that look is too old to count. It will be looked at again.",
        "C’était en place au dernier constat, mais ce constat est trop ancien pour compter. Un nouveau suivra.",
        "上次查看时有效，但那次查看已过旧，不再计入。将重新查看。",
    ),
    "generic.weak": (
        "There are good signs, but this level asks for better evidence.",
        "Les signes sont bons, mais ce niveau demande une meilleure preuve.",
        "迹象良好，但这一级别需要更有力的证据。",
    ),
    "generic.void": (
        "Something changed since the last look, so the older evidence no longer speaks. It will be looked at again.",
        "Un changement a eu lieu depuis le dernier constat ; l’ancienne preuve ne vaut plus. Un nouveau constat suivra.",
        "上次查看之后情况有变，旧证据不再适用。将重新查看。",
    ),
    "generic.not_looked": (
        "Nobody has looked yet.",
        "Personne n’a encore regardé.",
        "尚未查看。",
    ),
    "generic.document_wanted": (
        "Rempart cannot look at this itself yet. A document, reviewed by someone who did not issue it, would prove it.",
        "Rempart ne peut pas encore le vérifier lui-même. Un document, relu par quelqu’un qui ne l’a pas émis, le prouverait.",
        "Rempart 目前还不能自行查看此项。由非出具人审阅过的文件可以证明。",
    ),
    "generic.no_collector": (
        "Rempart cannot look at this yet, so it is not counted for or against you.",
        "Rempart ne peut pas encore le vérifier ; cela ne compte ni pour ni contre vous.",
        "Rempart 目前还不能查看此项，因此既不加分也不扣分。",
    ),
    "generic.document": (
        "A document shows it, reviewed by someone who did not issue it.",
        "Un document le montre, relu par quelqu’un qui ne l’a pas émis.",
        "有文件证明，并由非出具人审阅。",
    ),
    "generic.document_waiting": (
        "A document is there and waits for a review by someone who did not issue it.",
        "Un document est là ; il attend la relecture de quelqu’un qui ne l’a pas émis.",
        "已有文件，等待非出具人审阅。",
    ),
    "generic.document_silent": (
        "The reviewed document does not show it.",
        "Le document relu ne le montre pas.",
        "审阅过的文件未能证明此项。",
    ),
    "generic.document_no_proof": (
        "A document says so, but this one has to be seen at work.",
        "Un document l’affirme, mais il faut le voir à l’œuvre.",
        "文件如此说明，但此项须见其实际运行。",
    ),
    "generic.answer_yes": (
        "The answer was yes, without proof so far: it counts as claimed.",
        "La réponse est oui, sans preuve pour l’instant : cela compte comme déclaré.",
        "回答为“是”，目前没有证明：计为声称。",
    ),
    "generic.answer_yes_with_proof": (
        "The answer was yes, with proof attached: it counts as claimed until someone reviews the proof.",
        "La réponse est oui, avec une preuve jointe : cela compte comme déclaré jusqu’à sa relecture.",
        "回答为“是”，并附有证明：在证明被审阅之前计为声称。",
    ),
    "generic.answer_no": (
        "The answer was no.",
        "La réponse est non.",
        "回答为“否”。",
    ),
    "generic.answer_extra_fee": (
        "It is offered for an extra fee only, so it is not in force.",
        "C’est proposé contre supplément seulement ; ce n’est donc pas en place.",
        "须另外付费才提供，因此未生效。",
    ),
    "generic.answer_vague": (
        "The answer stayed vague, which counts as a no.",
        "La réponse est restée vague, ce qui vaut un non.",
        "回答含糊，视为“否”。",
    ),
    "generic.answer_not_sure": (
        "The answer was 'not sure', so it stays unknown.",
        "La réponse est « pas sûr » ; cela reste inconnu.",
        "回答为“不确定”，因此仍为未知。",
    ),
    "generic.answer_old": (
        "A yes was given more than a year ago. Please ask again.",
        "Un oui a été donné il y a plus d’un an. Merci de redemander.",
        "“是”的回答已超过一年，请重新询问。",
    ),
    "generic.not_seen_unresolved": (
        "The name led to no address, so nobody could look.",
        "Le nom ne mène à aucune adresse ; impossible de regarder.",
        "域名没有解析到任何地址，无法查看。",
    ),
    "generic.not_seen_refused": (
        "The connection was refused, so nobody could look.",
        "La connexion a été refusée ; impossible de regarder.",
        "连接被拒绝，无法查看。",
    ),
    "generic.not_seen_timeout": (
        "No answer came in time, so nobody could look.",
        "Aucune réponse à temps ; impossible de regarder.",
        "未能及时得到响应，无法查看。",
    ),
    "generic.not_seen_reset": (
        "The connection broke off, so nobody could look.",
        "La connexion a été coupée ; impossible de regarder.",
        "连接中断，无法查看。",
    ),
    "generic.not_seen_tls_failed": (
        "No encrypted connection could be made, so nobody could look.",
        "Aucune connexion chiffrée n’a pu s’établir ; impossible de regarder.",
        "无法建立加密连接，无法查看。",
    ),
    "generic.not_seen_too_large": (
        "The answer was larger than what Rempart reads.",
        "La réponse dépasse ce que Rempart lit.",
        "响应超过了 Rempart 的读取上限。",
    ),
    "generic.not_seen_too_many_redirects": (
        "The redirects did not come to an end.",
        "Les redirections n’en finissent pas.",
        "重定向没有终止。",
    ),
    "generic.not_seen_bad_answer": (
        "The answer could not be understood.",
        "La réponse n’a pas pu être comprise.",
        "无法理解对方的响应。",
    ),
    "generic.not_seen_private_address": (
        "The name leads to a private address, where Rempart looks only when allowed to.",
        "Le nom mène à une adresse privée, où Rempart ne regarde que s’il y est autorisé.",
        "域名指向私有地址，Rempart 只有在获得许可后才会查看。",
    ),
    "generic.not_seen_address_changed": (
        "The address changed during the look, so the result would not be sound.",
        "L’adresse a changé pendant la vérification ; le résultat ne serait pas sûr.",
        "查看过程中地址发生变化，结果不可靠。",
    ),
    "generic.not_seen_budget_spent": (
        "The number of requests for one run was used up before this look.",
        "Le nombre de requêtes d’un passage était épuisé avant cette vérification.",
        "本次运行的请求数量在此项之前已用完。",
    ),
    "generic.not_seen_not_wordpress": (
        "No WordPress was recognised there.",
        "Aucun WordPress n’y a été reconnu.",
        "未识别出 WordPress。",
    ),
    "generic.not_seen_no_tls": (
        "Nothing answers over HTTPS there.",
        "Rien n’y répond en HTTPS.",
        "那里没有 HTTPS 服务。",
    ),
    "generic.not_seen_no_snapshot": (
        "There is no snapshot of this site to bring back, so no drill could be held.",
        "Il n’y a pas d’instantané de ce site à rétablir ; aucun exercice n’a pu avoir lieu.",
        "没有此网站的快照可供恢复，因此无法进行演练。",
    ),
    "generic.not_seen_no_isolation": (
        "This machine cannot build the walls of a copy, so no drill could be held.",
        "Cette machine ne peut pas bâtir les murs d’une copie ; aucun exercice n’a pu avoir lieu.",
        "本机无法为副本筑墙，因此无法进行演练。",
    ),
    "generic.not_seen_no_room": (
        "The disk has too little room for a copy, so no drill could be held.",
        "Le disque a trop peu de place pour une copie ; aucun exercice n’a pu avoir lieu.",
        "磁盘空间不足以放下副本，因此无法进行演练。",
    ),
    "generic.not_seen_network": (
        "This WordPress holds a network of sites, and its companion sees roles and settings of the main one alone.",
        "Ce WordPress porte un réseau de sites, et son extension ne voit que les rôles et réglages du site principal.",
        "此 WordPress 承载站点网络，而伴侣插件只能看到主站的角色与设置。",
    ),
    "generic.not_seen_too_many": (
        "There is more of it than one entry of the record can hold.",
        "Il y en a plus qu’une entrée du registre ne peut en contenir.",
        "数量超出了一条记录所能容纳的范围。",
    ),
    "generic.not_seen_tool_missing": (
        "The tool for this look is not installed yet.",
        "L’outil de cette vérification n’est pas encore installé.",
        "此项查看所需的工具尚未安装。",
    ),
    "generic.not_seen_tool_failed": (
        "The tool for this look did not finish.",
        "L’outil de cette vérification n’est pas allé au bout.",
        "此项查看所用的工具未能完成。",
    ),
    "generic.not_seen_not_owned": (
        "Probes go only to sites shown to be yours. Prove the ownership, then it can be looked at.",
        "Les sondes ne vont que vers les sites reconnus comme vôtres. Prouvez la propriété, puis on pourra regarder.",
        "探测只针对已证明归您所有的网站。请先证明所有权，然后即可查看。",
    ),
    "generic.not_seen_no_consent": (
        "Your consent to harmless probes is not recorded yet.",
        "Votre accord pour des sondes inoffensives n’est pas encore enregistré.",
        "尚未记录您对无害探测的同意。",
    ),
    "generic.not_seen_outside_window": (
        "The agreed time window was closed.",
        "La fenêtre horaire convenue était fermée.",
        "当时不在约定的时间窗口内。",
    ),
    "generic.not_seen_twin_blocked": (
        "Harmless requests were blocked as well, so the probe could not tell the difference.",
        "Des requêtes inoffensives ont aussi été bloquées ; la sonde n’a pas pu faire la différence.",
        "无害请求也被拦截，探测无法区分。",
    ),
    "generic.not_seen_cannot_tell": (
        "The look took place, but the signs were not clear enough.",
        "La vérification a eu lieu, mais les signes n’étaient pas assez clairs.",
        "已经查看，但迹象不够明确。",
    ),
    "generic.not_seen_no_history": (
        "This shows only over time, and the record is still too young.",
        "Cela ne se voit qu’avec le temps, et le registre est encore trop jeune.",
        "此项需要时间积累，目前的记录还太短。",
    ),
    "generic.not_seen_off_host": (
        "It stands on another host, where Rempart does not look without leave.",
        "Cela se trouve sur un autre hôte, où Rempart ne regarde pas sans permission.",
        "它位于另一台主机上，未经许可 Rempart 不会查看。",
    ),
    "generic.not_seen_unexpected": (
        "Something unexpected stopped the look, so nothing is known.",
        "Un imprévu a arrêté la vérification ; on ne sait donc rien.",
        "查看因意外情况中止，因此情况不明。",
    ),
    "urgent.compromise": (
        "Signs of a compromise: clean up first.",
        "Signes d’une compromission : commencez par nettoyer.",
        "有被入侵的迹象：请先清理。",
    ),
    "urgent.exploited_flaw": (
        "A known flaw that is exploited in the wild is open: update first.",
        "Une faille connue et exploitée est ouverte : commencez par mettre à jour.",
        "存在已被实际利用的已知漏洞：请先更新。",
    ),
    "urgent.certificate_expired": (
        "The certificate has expired: renew it first.",
        "Le certificat a expiré : commencez par le renouveler.",
        "证书已过期：请先续期。",
    ),
    "urgent.no_backup": (
        "There is no backup: make one first.",
        "Il n’y a pas de sauvegarde : commencez par en faire une.",
        "没有备份：请先做备份。",
    ),
    "need.everyone": (
        "Every site needs the basics.",
        "Tout site a besoin des bases.",
        "每个网站都需要基本防护。",
    ),
    "need.active_company": (
        "A business with an active site is where level 2 begins.",
        "Une entreprise au site actif relève du niveau 2.",
        "有活跃内容的企业网站至少需要 2 级。",
    ),
    "need.customer_data": (
        "You collect customer data, and an e-mail address is enough to count.",
        "Vous collectez des données de clients ; une adresse électronique suffit.",
        "您收集客户数据，哪怕只是电子邮件地址。",
    ),
    "need.sells": (
        "You sell through the site.",
        "Vous vendez par le site.",
        "您通过网站销售。",
    ),
    "need.regular_traffic": (
        "You have regular traffic. Our mark for that is 10,000 visitors a month.",
        "Vous avez un trafic régulier. Notre repère est de 10 000 visiteurs par mois.",
        "您有稳定的流量。我们的标准是每月 10,000 名访客。",
    ),
    "need.members_or_clients": (
        "Members or clients depend on the site.",
        "Des membres ou des clients dépendent du site.",
        "会员或客户依赖这个网站。",
    ),
    "need.revenue_critical": (
        "An outage costs you money and trust.",
        "Une panne vous coûte de l’argent et de la confiance.",
        "中断会使您损失收入和信任。",
    ),
    "need.costly_hour": (
        "An hour of outage costs you 500 or more, as it does the upper fifth of firms asked.",
        "Une heure de panne vous coûte 500 ou plus, comme au cinquième supérieur des entreprises interrogées.",
        "每小时中断使您损失 500 或更多，与受访企业中损失最高的五分之一相当。",
    ),
    "need.sector": (
        "Your sector must show compliance and run without a break.",
        "Votre secteur doit prouver sa conformité et fonctionner sans interruption.",
        "您所在的行业须证明合规并保持服务不中断。",
    ),
    "need.regulated": (
        "Your market is regulated.",
        "Votre marché est réglementé.",
        "您的市场受到监管。",
    ),
    "need.card_data": (
        "You hold card data, which brings duties that must be documented.",
        "Vous détenez des données de cartes ; cela entraîne des obligations à documenter.",
        "您保存银行卡数据，相关义务须有文件记录。",
    ),
    "need.state": (
        "Governments and their contractors are targets of states.",
        "Les États et leurs fournisseurs sont la cible d’autres États.",
        "政府及其承包商是国家级攻击者的目标。",
    ),
    "need.sensitive_ip": (
        "You keep very sensitive intellectual property.",
        "Vous gardez une propriété intellectuelle très sensible.",
        "您拥有非常敏感的知识产权。",
    ),
    "hint.most_companies": (
        "Level 3 is the least to aim for in most businesses.",
        "Le niveau 3 est le minimum à viser pour la plupart des entreprises.",
        "对大多数企业而言，3 级是应当争取的最低目标。",
    ),
    "hint.value_grows": (
        "As the site gains value it gains attention: level 2 will not do for ever.",
        "En prenant de la valeur, le site attire l’attention : le niveau 2 ne suffira pas toujours.",
        "网站越有价值越受关注：2 级不会一直够用。",
    ),
    "hint.grows_fast": (
        "With very fast growth, look at level 4 before you need it.",
        "Avec une croissance très rapide, regardez le niveau 4 avant d’en avoir besoin.",
        "增长非常快时，请提前了解 4 级。",
    ),
    "hint.large_network": (
        "Large networks of sites sometimes need level 5; it is a suggestion, not a demand.",
        "Les grands réseaux de sites ont parfois besoin du niveau 5 ; c’est une suggestion, pas une exigence.",
        "大型多站点网络有时需要 5 级；这只是建议，不是要求。",
    ),
    "hint.multinational": (
        "Large firms in regulated markets sometimes need level 5.",
        "Les grandes entreprises de marchés réglementés ont parfois besoin du niveau 5.",
        "受监管市场中的大型企业有时需要 5 级。",
    ),
    "watch.behind_the_wall": (
        "Our own rule: the watch stands at most one step below the wall that is needed.",
        "Règle à nous : la garde reste au plus un cran sous le rempart nécessaire.",
        "我们自己的规则：值守至多比所需城墙低一级。",
    ),
    "watch.many_or_regulated": (
        "Our own rule: one step more with 250 people or in a regulated market.",
        "Règle à nous : un cran de plus à partir de 250 personnes ou sur un marché réglementé.",
        "我们自己的规则：人数达到 250 或市场受监管时，再高一级。",
    ),
    "watch.one_person": (
        "Our own rule: one person alone is asked for step 2 at most.",
        "Règle à nous : une personne seule n’a besoin que du cran 2 au plus.",
        "我们自己的规则：只有一个人时，最多要求 2 级。",
    ),
    "need.too_much": (
        "Level {proven} is proven and level {needed} is needed: what lies above costs between {low} and {high} a year.",
        "Le niveau {proven} est prouvé, le niveau {needed} est nécessaire : ce qui dépasse coûte de {low} à {high} par an.",
        "已证明 {proven} 级，所需为 {needed} 级：超出部分每年花费 {low} 至 {high}。",
    ),
    "return.pays": (
        "It pays: in {chance} of 100 futures the plan has saved more than it costs after three years.",
        "Cela paie : dans {chance} avenirs sur 100, le plan a épargné plus qu’il ne coûte au bout de trois ans.",
        "值得：在 100 种未来中有 {chance} 种，三年后方案节省的超过其花费。",
    ),
    "return.pays_on_average": (
        "It pays on average, through a few bad years avoided: in {chance} of 100 futures it has paid for itself after three years.",
        "Cela paie en moyenne, par quelques mauvaises années évitées : dans {chance} avenirs sur 100, c’est amorti au bout de trois ans.",
        "平均而言值得，靠的是避免少数坏年份：在 100 种未来中有 {chance} 种三年内回本。",
    ),
    "return.does_not_pay": (
        "It does not pay: it costs about {cost} a year and removes about {saved}. It pays in {chance} of 100 futures after three years.",
        "Cela ne paie pas : le plan coûte environ {cost} par an et retire environ {saved}. Il paie dans {chance} avenirs sur 100 au bout de trois ans.",
        "不值得：每年约花费 {cost}，约减少损失 {saved}。在 100 种未来中有 {chance} 种三年内回本。",
    ),
    "return.free": (
        "It costs nothing measurable, so whatever it saves is gained.",
        "Cela ne coûte rien de mesurable ; tout ce qui est épargné est gagné.",
        "没有可计量的花费，节省多少就赚多少。",
    ),
    "gain.search_ranking": (
        "A fast, reliable and encrypted site helps the ranking in search (not in the figures above).",
        "Un site rapide, fiable et chiffré aide le référencement (hors des chiffres ci-dessus).",
        "快速、可靠且加密的网站有助于搜索排名（未计入以上数字）。",
    ),
    "gain.contracts": (
        "Proof of compliance opens markets and contracts (not in the figures above).",
        "Une conformité prouvée ouvre des marchés et des contrats (hors des chiffres ci-dessus).",
        "可证明的合规有助于打开市场和获得合同（未计入以上数字）。",
    ),
    "gain.focus": (
        "Time for growth instead of repair (not in the figures above).",
        "Du temps pour la croissance plutôt que pour les réparations (hors des chiffres ci-dessus).",
        "时间用于发展而不是修复（未计入以上数字）。",
    ),
    "history.first_seen": (
        "First look.",
        "Premier constat.",
        "首次查看。",
    ),
    "history.changed": (
        "The evidence changed.",
        "La preuve a changé.",
        "证据有变。",
    ),
    "history.aged": (
        "The evidence grew too old, and the look that was due did not come.",
        "La preuve a vieilli, et le nouveau constat attendu n’est pas venu.",
        "证据过旧，而应有的查看未能进行。",
    ),
    "history.voided": (
        "A change made the evidence void, and the look that was due did not come.",
        "Un changement a annulé la preuve, et le nouveau constat attendu n’est pas venu.",
        "变更使证据失效，而应有的查看未能进行。",
    ),
    "history.rule": (
        "The rule changed; the same facts were judged again.",
        "La règle a changé ; les mêmes faits ont été rejugés.",
        "规则有变；已用相同事实重新判断。",
    ),
    "generic.not_seen_stopped": (
        "The run was stopped before this look.",
        "Le passage a été arrêté avant cette vérification.",
        "本次运行在此项之前已停止。",
    ),
}
