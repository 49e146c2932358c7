<?php
/** The site's wording and opened orders come in; the sentence, date and age that the hook says of each go out. */

declare(strict_types=1);

require __DIR__ . '/strict.php';
require HOOK;

['catalog' => $catalog, 'orders' => $orders] = asked();
answered(array_map(static function (array $order) use ($catalog): array {
    return (new Demoras\Told($catalog, $order['now'], $order['read']))->of($order['view']);
}, $orders));
