"""What each finding means for the whole, and the sentence that says it in three languages."""

from rempart.terms.words import Words

SAFE, UNSAFE, LOCKED, UNREADABLE = "safe", "unsafe", "encrypted", "unreadable"
ORDER = (UNSAFE, LOCKED, UNREADABLE)  # the first that is there is the verdict

_UNSAFE = {
    "traversal": Words("{path} would be written outside of the folder", "{path} s’écrirait hors du dossier", "{path} 会写到目标文件夹之外"),
    "absolute": Words("{path} would be written there and not below the folder", "{path} s’écrirait à cet endroit et non sous le dossier", "{path} 会写到该位置，而不是目标文件夹之下"),
    "link_out": Words("{path} is a link out of the folder, to {detail}", "{path} est un lien hors du dossier, vers {detail}", "{path} 是指向文件夹之外的链接，目标为 {detail}"),
    "link_then_write": Words("{path} would be written through the link {detail}", "{path} s’écrirait à travers le lien {detail}", "{path} 会经由链接 {detail} 写入"),
    "long_name": Words("{path} goes on for longer than any system takes", "{path} est plus long qu’aucun système ne l’accepte", "{path} 超过任何系统可接受的长度"),
    "device": Words("{path} is a device or a pipe", "{path} est un périphérique ou un tube", "{path} 是设备或管道"),
    "duplicate": Words("{path} is there more than once, with different content", "{path} s’y trouve plusieurs fois, avec des contenus différents", "{path} 出现多次，内容不同"),
    "overlap": Words("{path} lies over the bytes of another entry", "{path} recouvre les octets d’une autre entrée", "{path} 与另一条目的字节重叠"),
    "bomb": Words("it unfolds without measure: {detail}", "elle se déplie sans mesure\u202f: {detail}", "解压后大小失控：{detail}"),
    "too_many": Words("it holds too many entries: {detail}", "elle contient trop d’entrées\u202f: {detail}", "条目过多：{detail}"),
    "nesting": Words("archives lie within archives too deep: {path}", "des archives s’emboîtent trop profondément\u202f: {path}", "压缩包嵌套过深：{path}"),
    "false_size": Words("{path} is not of the size that the list says: {detail}", "{path} n’a pas la taille que dit la liste\u202f: {detail}", "{path} 的大小与清单不符：{detail}"),
    "two_names": Words("{path} is called {detail} in a second place of the archive", "{path} s’appelle {detail} à un autre endroit de l’archive", "{path} 在压缩包的另一处名为 {detail}"),
    "two_lists": Words("{path} is described differently in two places of the archive: {detail}", "{path} est décrit différemment à deux endroits de l’archive : {detail}", "{path} 在压缩包两处的描述不一致：{detail}"),
    "disguised": Words("{path} is a program with the name of a document", "{path} est un programme qui porte le nom d’un document", "{path} 是以文档名称伪装的程序"),
    "turned": Words("the name {path} holds marks that turn the direction of reading", "le nom {path} contient des marques qui inversent le sens de lecture", "名称 {path} 含有改变阅读方向的标记"),
    "control": Words("the name {path} holds control characters", "le nom {path} contient des caractères de contrôle", "名称 {path} 含有控制字符"),
    "masked": Words("{path} is a program by its content, not what its name says", "{path} est un programme par son contenu, non ce que dit son nom", "{path} 的内容是程序，与名称不符"),
    "lure": Words("{path} runs when it is opened", "{path} s’exécute dès qu’on l’ouvre", "{path} 一经打开就会运行"),
    "program": Words("{path} is a program that lies where one opens it", "{path} est un programme placé là où on l’ouvre", "{path} 是放在容易点开之处的程序"),
    "macros": Words("{path} holds macros ({detail})", "{path} contient des macros ({detail})", "{path} 含有宏（{detail}）"),
    "embedded": Words("{path} holds a program that was put into it: {detail}", "{path} contient un programme qu’on y a placé\u202f: {detail}", "{path} 内嵌程序：{detail}"),
    "fetches": Words("{path} fetches a part of itself from elsewhere: {detail}", "{path} va chercher une partie d’elle-même ailleurs\u202f: {detail}", "{path} 会从别处获取自身的一部分：{detail}"),
    "commands": Words("{path} holds a field that starts a program", "{path} contient un champ qui lance un programme", "{path} 含有会启动程序的域"),
}  # fmt: skip
_LOCKED = {
    "locked": Words("{path} is locked with a password", "{path} est protégé par un mot de passe", "{path} 有密码保护")
}
_UNREADABLE = {
    "damaged": Words("{path} is damaged: {detail}", "{path} est endommagé\u202f: {detail}", "{path} 已损坏：{detail}"),
    "method": Words("{path} is packed in a way that is not read here: {detail}", "{path} est compressé d’une façon qui n’est pas lue ici\u202f: {detail}", "{path} 的压缩方式此处无法读取：{detail}"),
    "no_archive": Words("it is no archive that is known here", "ce n’est pas une archive connue ici", "不是此处可识别的压缩包"),
    "no_tool": Words("this machine lacks what reads it: {detail}", "cette machine n’a pas de quoi la lire\u202f: {detail}", "本机缺少读取所需的组件：{detail}"),
    "too_large": Words("it was not looked at to the end: {detail}", "elle n’a pas été examinée jusqu’au bout\u202f: {detail}", "未能检查到底：{detail}"),
    "too_slow": Words("looking at it took too long and was ended", "l’examen durait trop longtemps et a été arrêté", "检查耗时过长，已中止"),
    "memory": Words("reading it takes more memory than it may have", "la lire demande plus de mémoire que permis", "读取所需内存超过许可"),
    "crashed": Words("its reader broke down on it: {detail}", "son lecteur s’y est arrêté net\u202f: {detail}", "读取程序因它而中止：{detail}"),
}  # fmt: skip

WEIGHTS = dict.fromkeys(_UNSAFE, UNSAFE) | dict.fromkeys(_LOCKED, LOCKED) | dict.fromkeys(_UNREADABLE, UNREADABLE)
SAYS: dict[str, Words] = _UNSAFE | _LOCKED | _UNREADABLE
