<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** A table's form out of a copy, which somebody may have poisoned: one CREATE TABLE, nothing beside or beyond it. */
final class CreateStatement
{
    const ENGINES = '/\bENGINE\s*=\s*(?!(?:InnoDB|MyISAM|Aria|MEMORY)\b)/i';
    const NEVER = '/;|--|#|\/\*|\*\/|\b(?:SELECT|DIRECTORY|CONNECTION|UNION|TABLESPACE|DEFINER|PROCEDURE|FUNCTION|TRIGGER|LIKE|INTO|LOAD_FILE|OUTFILE|SLEEP|BENCHMARK|SYS_EXEC)\b/i';

    /** @return array{0: string, 1: string[]} the statement under the other name, and foreign keys to add later @throws Fault */
    public static function under(string $create, string $table, string $quoted_shadow): array
    {
        $head = 'CREATE TABLE `' . str_replace('`', '``', $table) . '` (';
        $bare = self::withoutQuoted($create);
        $is_good = strncmp($create, $head, strlen($head)) === 0 && $bare !== null
            && preg_match(self::NEVER, $bare) === 0 && preg_match(self::ENGINES, $bare) === 0
            && substr_count($bare, '(') === substr_count($bare, ')');
        if (!$is_good) {
            throw new Fault('create', 400, 'not a table form that is taken in');
        }
        $later = [];
        $lines = [];
        foreach (explode("\n", $create) as $line) {
            if (preg_match('/^\s*(CONSTRAINT `(?:[^`]|``)+` FOREIGN KEY .*?),?$/D', $line, $found) === 1) {
                $later[] = $found[1];
            } else {
                $lines[] = $line;
            }
        }
        $sql = implode("\n", $lines);
        if ($later) {
            $sql = (string) preg_replace('/,(\s*\n\))/', '$1', $sql);
        }
        return ["CREATE TABLE $quoted_shadow (" . substr($sql, strlen($head)), $later];
    }

    /** The statement with every quoted piece emptied; null where a quote does not end. */
    public static function withoutQuoted(string $sql): ?string
    {
        $bare = preg_replace("/'(?:[^'\\\\]|\\\\.|'')*+'|`(?:[^`]|``)*+`|\"(?:[^\"\\\\]|\\\\.|\"\")*+\"/s", '?', $sql);
        return $bare === null || strpbrk($bare, "'`\"") !== false ? null : $bare;
    }
}
