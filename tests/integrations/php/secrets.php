<?php
/** Texts come in; for each of them goes out the fault for which the hook takes it for no secret, or nothing. */

declare(strict_types=1);

require __DIR__ . '/strict.php';
require HOOK;

answered(array_map(static function (string $text): string {
    try {
        return Demoras\secretKey($text) === hex2bin($text) ? '' : 'another';
    } catch (Demoras\Fault $fault) {
        return $fault->getMessage();
    }
}, asked()['texts']));
