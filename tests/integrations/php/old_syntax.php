<?php
/** PHP source comes in; what in it PHP 5.3 would not know goes out. Whatever is not on the lists is refused, known or not. */

declare(strict_types=1);

require __DIR__ . '/strict.php';

const SIGNS = ['(', ')', '{', '}', ',', ';', '=', '.', '!', '@', '<', '>', '-', '+', '*', '?', ':'];
const TOKENS = [
    T_ARRAY, T_AS, T_BOOLEAN_AND, T_CATCH, T_COMMENT, T_CONSTANT_ENCAPSED_STRING, T_DIR, T_DOC_COMMENT, T_DOUBLE_ARROW, T_ELSE, T_ELSEIF, T_FILE,
    T_FOREACH, T_FUNCTION, T_IF, T_IS_IDENTICAL, T_IS_NOT_IDENTICAL, T_LNUMBER, T_NAME_FULLY_QUALIFIED, T_OPEN_TAG, T_REQUIRE_ONCE,
    T_RETURN, T_STRING, T_TRY, T_USE, T_VARIABLE, T_WHITESPACE,
];
const NAMES = [
    'PHP_VERSION', 'PHP_VERSION_ID', '\Throwable', 'add_hook', 'call_user_func', 'false', 'filemtime', 'fopen', 'function_exists',
    'is_readable', 'logActivity', 'md5', 'posix_geteuid', 'sys_get_temp_dir', 'time', 'unlink',
];

$unknown = [];
$code = [];
foreach (PhpToken::tokenize(asked()['source']) as $token) {
    $known = $token->id < 256 ? in_array($token->text, SIGNS, true) : in_array($token->id, TOKENS, true);
    $named = !$token->is([T_STRING, T_NAME_FULLY_QUALIFIED]) || in_array($token->text, NAMES, true);
    $counted = !$token->is(T_LNUMBER) || ctype_digit($token->text);
    if (!$known || !$named || !$counted) {
        $unknown[] = $token->text;
    }
    if (!$token->isIgnorable()) {
        $code[] = $token->is(T_VARIABLE) ? '$' : $token->text;
    }
}
$text = implode(' ', $code);
// What no single token betrays: types in parameters and of results, a comma after the last argument, a closure called at once.
preg_match_all('/\bfunction \((?! (?:\$ (?:, \$ )*)?\))[^)]*\)|\) :|, \)|\} \(|\) \(/', $text, $found);
answered([...$unknown, ...$found[0]]);
