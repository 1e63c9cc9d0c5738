<?php
// Masks personal data and takes secrets away, before anything of the site's own code has run. Rules come from the hub
// (core/rules.py). Says as JSON how much it changed, and how many of the original addresses it still finds.
error_reporting(E_ALL);
$rules = json_decode((string) file_get_contents('/rempart-own/rules.json'), true, 16, JSON_THROW_ON_ERROR);
$is_mysql = $rules['engine'] === 'mysql';
$db = $is_mysql
    ? new PDO('mysql:unix_socket=/copy/run/db.sock;dbname=' . $rules['name'] . ';charset=utf8mb4', 'root', '')
    : new PDO('sqlite:' . $rules['file']);
$db->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
if ($is_mysql) {
    $db->exec("SET SESSION sql_mode='', foreign_key_checks=0");
}
$db->beginTransaction();
$did = ['people' => 0, 'fields' => 0, 'mails' => 0, 'secrets' => 0, 'gone' => 0, 'left' => 0, 'login' => ''];
$known = []; // digest of each original mail address
const PAGE = 500;
const MAIL = '/[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63})*\.[A-Za-z]{2,24}/';
function word(string $name): string
{
    global $is_mysql;
    return $is_mysql ? '`' . str_replace('`', '``', $name) . '`' : '"' . str_replace('"', '""', $name) . '"';
}
function digest(string $text): string
{
    global $rules;
    return hash_hmac('sha256', mb_strtolower($text), $rules['salt']);
}
// As long as the original, so that it may stand inside what PHP has serialised; the same for the same address.
function fake_mail(string $was): string
{
    $long = strlen($was);
    if ($long >= 16) {
        return str_pad(substr(digest($was), 0, $long - 10), $long - 10, 'x') . '@m.invalid';
    }
    return str_pad('x@x.xx', $long, 'x');
}
function is_fake(string $mail): bool
{
    return str_ends_with($mail, '@m.invalid') || (bool) preg_match('/^x@x\.x+$/', $mail);
}
function masked_mails(string $text): string
{
    global $did, $known;
    $made = preg_replace_callback(MAIL, function (array $found) use (&$did, &$known): string {
        if (is_fake($found[0])) {
            return $found[0];
        }
        $known[substr(digest($found[0]), 0, 24)] = true;
        $did['mails']++;
        return fake_mail($found[0]);
    }, $text);
    return $made ?? '';
}
function fake(string $kind, ?string $was, string $key): ?string
{
    if ($was === null || ($was === '' && $kind !== 'password')) {
        return $was;
    }
    $mark = substr(digest($was), 0, 6);
    switch ($kind) {
        case 'mail': return str_contains($was, '@') ? masked_mails($was) : '';
        case 'name': return 'Person ' . $mark;
        case 'login': return 'user' . $key;
        case 'address': return '1 Rue ' . $mark;
        case 'phone': return '0000000000';
        case 'postcode': return '00000';
        case 'ip': return '192.0.2.1';
        case 'password': return '!' . $mark;
        default: return '';
    }
}
function tables(): array
{
    global $db, $is_mysql;
    return $db->query($is_mysql ? "SHOW FULL TABLES WHERE Table_type='BASE TABLE'"
        : "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
        ->fetchAll(PDO::FETCH_COLUMN);
}
// Name => is it text; and the column (or rowid) that names a row.
function columns(string $table): array
{
    global $db, $is_mysql;
    $found = [];
    $keys = [];
    if ($is_mysql) {
        foreach ($db->query('SHOW COLUMNS FROM ' . word($table))->fetchAll(PDO::FETCH_ASSOC) as $row) {
            $found[$row['Field']] = (bool) preg_match('/char|text|blob|json|enum/i', $row['Type']);
            if ($row['Key'] === 'PRI') {
                $keys[] = $row['Field'];
            }
        }
        return [$found, $keys];
    }
    foreach ($db->query('PRAGMA table_info(' . word($table) . ')')->fetchAll(PDO::FETCH_ASSOC) as $row) {
        $found[$row['name']] = !preg_match('/int|real|floa|doub/i', $row['type']);
    }
    return [$found, ['rowid']];
}
// Calls `$change(row)` for every row that fits; what it answers is written. Rows without a key are found by all values.
function each_row(string $table, array $wanted, string $where, callable $change): void
{
    global $db;
    [, $keys] = columns($table);
    $names = array_values(array_unique([...$wanted, ...$keys]));
    $is_one = count($keys) === 1;
    $list = implode(',', array_map(fn ($name) => word($name) . ' AS ' . word($name), $names)); // rowid by its name too
    $last = null;
    do {
        $more = $is_one && $last !== null ? ' AND ' . word($keys[0]) . ' > ' . $db->quote((string) $last) : '';
        if ($is_one && $last !== null && is_numeric($last)) {
            $more = ' AND ' . word($keys[0]) . ' > ' . (int) $last;
        }
        $page = $is_one ? ' ORDER BY ' . word($keys[0]) . ' LIMIT ' . PAGE : '';
        $rows = $db->query("SELECT $list FROM " . word($table) . " WHERE ($where)$more$page")->fetchAll(PDO::FETCH_ASSOC);
        foreach ($rows as $row) {
            $new = array_filter($change($row), fn ($value, $name) => $value !== $row[$name], ARRAY_FILTER_USE_BOTH);
            $last = $is_one ? $row[$keys[0]] : null;
            if ($new) {
                $by = $keys ?: array_keys($row);
                $is = implode(' AND ', array_map(fn ($name) => word($name) . ($row[$name] === null ? ' IS NULL' : ' = ?'), $by));
                $set = implode(',', array_map(fn ($name) => word($name) . ' = ?', array_keys($new)));
                $given = array_filter(array_map(fn ($name) => $row[$name], $by), fn ($value) => $value !== null);
                $db->prepare('UPDATE ' . word($table) . " SET $set WHERE $is")
                    ->execute([...array_values($new), ...array_values($given)]);
            }
        }
    } while ($is_one && count($rows) === PAGE);
}
// Inside arrays, what is named like a secret is emptied; objects stay what they were.
function without_secrets($value, string $secret, int &$count, int $depth = 0)
{
    if ($depth > 20 || !is_array($value)) {
        return $value;
    }
    foreach ($value as $name => $one) {
        if (is_array($one)) {
            $value[$name] = without_secrets($one, $secret, $count, $depth + 1);
        } elseif (is_string($one) && $one !== '' && preg_match($secret, (string) $name)) {
            $value[$name] = '';
            $count++;
        }
    }
    return $value;
}
// A setting that is an array to its plug-in stays one: nothing that was in it is left but the names of its parts, and of
// these only what is a name: a token may stand as one, and hardly any is made of letters alone.
function emptied(string $text): string
{
    $hollow = function ($value) use (&$hollow) {
        if (is_array($value)) {
            $is_name = fn ($key) => is_int($key) || (bool) preg_match('/^[A-Za-z_-]{1,40}$/D', $key);
            return array_map($hollow, array_filter($value, $is_name, ARRAY_FILTER_USE_KEY));
        }
        return is_string($value) ? '' : (is_bool($value) ? $value : 0);
    };
    if (preg_match('/^a:\d+:\{/', $text)) {
        $held = @unserialize($text, ['allowed_classes' => false, 'max_depth' => 64]);
        return is_array($held) ? serialize($hollow($held)) : '';
    }
    $held = preg_match('/^\s*[{\[]/', $text) ? json_decode($text, true, 64) : null;
    return is_array($held) ? (string) json_encode($hollow($held)) : '';
}
function clean(string $text, string $secret, int &$count): string
{
    if (preg_match('/^a:\d+:\{/', $text)) {
        $held = @unserialize($text, ['allowed_classes' => false, 'max_depth' => 64]);
        $before = $count;
        $made = is_array($held) ? without_secrets($held, $secret, $count) : $held;
        return $count > $before ? serialize($made) : $text;
    }
    if (preg_match('/^\s*[{\[]/', $text)) {
        $held = json_decode($text, true, 64);
        $before = $count;
        $made = is_array($held) ? without_secrets($held, $secret, $count) : $held;
        return $count > $before ? (string) json_encode($made) : $text;
    }
    return $text;
}
$all = tables();
$fits = function (string $name) use ($all, $rules): array {
    $form = '/^' . preg_quote($rules['prefix'], '/') . '(?:\d+_)?' . $name . '$/';
    return array_values(array_filter($all, fn ($table) => (bool) preg_match($form, $table)));
};
foreach ($rules['empty'] as $name) {
    foreach ($fits($name) as $table) {
        $did['gone'] += (int) $db->exec('DELETE FROM ' . word($table));
    }
}
$logins = []; // of who runs a network: their name before => their name here
foreach ($fits('sitemeta') as $table) {
    foreach ($db->query('SELECT meta_value FROM ' . word($table) . " WHERE meta_key = 'site_admins'")->fetchAll(PDO::FETCH_COLUMN) as $held) {
        $names = @unserialize((string) $held, ['allowed_classes' => false, 'max_depth' => 8]);
        $logins += array_fill_keys(array_filter((array) $names, 'is_string'), '');
    }
}
$sign_in = null;
foreach ($logins ? $fits('users') : [] as $table) {
    $form = 'SELECT MIN(ID) FROM ' . word($table) . ' WHERE user_login IN (' . implode(',', array_fill(0, count($logins), '?')) . ')';
    $first = $db->prepare($form);
    $first->execute(array_map('strval', array_keys($logins)));
    $sign_in = $sign_in ?? (((int) $first->fetchAll(PDO::FETCH_COLUMN)[0]) ?: null); // whole: an open cursor keeps SQLite from tidying up
}
foreach ($fits('usermeta') as $table) {
    $found = $db->query('SELECT user_id FROM ' . word($table) . " WHERE meta_key LIKE '%capabilities'"
        . " AND meta_value LIKE '%\"administrator\"%' ORDER BY user_id LIMIT 1")->fetchColumn();
    $sign_in = $sign_in ?? ($found === false ? null : (int) $found);
}
foreach ($rules['columns'] as $name => $kinds) {
    foreach ($fits($name) as $table) {
        [$has] = columns($table);
        $wanted = array_intersect_key($kinds, $has);
        $id = $name === 'users' ? ['ID'] : [];
        each_row($table, [...array_keys($wanted), ...$id], '1=1', function (array $row) use ($wanted, $name, $rules, $sign_in, &$did, &$logins): array {
            $new = [];
            foreach ($wanted as $column => $kind) {
                $new[$column] = fake($kind, $row[$column] === null ? null : (string) $row[$column], (string) ($row['ID'] ?? ''));
                $did['fields'] += (int) ((string) $new[$column] !== (string) $row[$column]);
            }
            if ($name === 'users') {
                $did['people']++;
                if (isset($logins[(string) $row['user_login']])) {
                    $logins[(string) $row['user_login']] = $new['user_login'];
                }
                if ((int) $row['ID'] === $sign_in) {
                    $new['user_pass'] = $rules['password'];
                    $did['login'] = $new['user_login'];
                }
            }
            return $new;
        });
    }
}
foreach ($rules['meta'] as $name => [$key, $value, $list]) {
    foreach ($fits($name) as $table) {
        $gone = [];
        each_row($table, [$key, $value], '1=1', function (array $row) use ($key, $value, $list, $rules, $logins, &$did, &$gone): array {
            $was = (string) $row[$value];
            foreach ($list as [$form, $kind]) {
                if (preg_match($form, (string) $row[$key]) && $kind === 'gone') {
                    $gone[(string) $row[$key]] = true;
                    return [];
                }
                if ($kind === 'logins' && preg_match($form, (string) $row[$key])) {
                    return [$value => serialize(array_values(array_filter($logins)))];
                }
                if ($was !== '' && preg_match($form, (string) $row[$key])) {
                    $did[$kind === 'secret' ? 'secrets' : 'fields']++;
                    return [$value => $kind === 'secret' ? emptied($was) : fake($kind, $was, '')];
                }
            }
            return [$value => clean($was, $rules['secret'], $did['secrets'])];
        });
        $delete = $db->prepare('DELETE FROM ' . word($table) . ' WHERE ' . word($key) . ' = ?');
        foreach (array_keys($gone) as $one) {
            $delete->execute([(string) $one]);
            $did['secrets'] += $delete->rowCount();
        }
    }
}
foreach ($all as $table) {
    [$has] = columns($table);
    foreach (array_keys(array_filter($has)) as $column) {
        each_row($table, [$column], word($column) . " LIKE '%@%'", fn (array $row): array => [$column => masked_mails((string) $row[$column])]);
    }
}
$db->commit();
foreach ($all as $table) { // once more, with fresh eyes: does any address from before still stand anywhere?
    [$has] = columns($table);
    foreach (array_keys(array_filter($has)) as $column) {
        each_row($table, [$column], word($column) . " LIKE '%@%'", function (array $row) use ($column, $known, &$did): array {
            preg_match_all(MAIL, (string) $row[$column], $found);
            foreach ($found[0] as $mail) {
                $did['left'] += (int) (!is_fake($mail) || isset($known[substr(digest($mail), 0, 24)]));
            }
            return [];
        });
    }
}
if (!$is_mysql) { // what was written over must not lie in free pages
    $db->exec('VACUUM');
}
echo json_encode($did, JSON_THROW_ON_ERROR);
