<?php
/** Tokens, files and shards come in; the view that each file opens to, and when its shard says it was current, go out. */

declare(strict_types=1);

require __DIR__ . '/strict.php';
require HOOK;

answered(array_map(static function (array $one): array {
    [$token, $file, $shard] = array_map('hex2bin', $one);

    return [Demoras\unsealed($file, $token), Demoras\sealedAt($file, $shard, $token)];
}, asked()['sealed']));
