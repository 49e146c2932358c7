<?php
/**
 * The private link of an order: how it is made, for which orders, and the merge field that puts it into e-mails.
 *
 * WHMCS answers with an error page when a hook prints anything, so whatever fails here ends in "no link" and one line of the
 * activity log. The format is docs/sealed-orders.md; how to install it, INSTALL.es.md and INSTALL.en.md.
 */

declare(strict_types=1);

namespace Demoras;

use WHMCS\Database\Capsule;

require_once __DIR__ . '/_quietly.php';
require_once __DIR__ . '/_settings.php';
require_once __DIR__ . '/_revisions.php';

const ORDER_TEMPLATE = 'Order Confirmation';
const NUMBER_BYTES = 64;

/** Return the 20 bytes that open one order's page. */
function token(Settings $settings, string $orderId, int $revision): string
{
    return substr($settings->mac('order-link/v1', $settings->site, $orderId, (string) $revision), 0, 20);
}

/** Return the opaque name under which an order's revision is published. */
function tag(Settings $settings, string $orderId): string
{
    return bin2hex(substr($settings->mac('order-tag/v1', $settings->site, $orderId), 0, 16));
}

/** Return the address to hand to the client; what follows `#` never leaves the browser. */
function link(Settings $settings, string $token): string
{
    return rtrim($settings->siteUrl, '/') . '/pedido/#' . base32($token);
}

function base32(string $bytes): string
{
    $bits = '';
    foreach (str_split($bytes) as $byte) {
        $bits .= sprintf('%08b', ord($byte));
    }
    $digit = static fn (string $five): string => 'abcdefghijklmnopqrstuvwxyz234567'[bindec($five)];

    return implode('', array_map($digit, str_split($bits, 5)));
}

/**
 * Return the token of an order if it is this client's own and its page can still be there, else null.
 *
 * @param ?callable(string, float): ?string $fetch
 * @throws Fault the settings are of no use
 */
function tokenFor(?object $order, mixed $clientId, int $now, ?callable $fetch = null): ?string
{
    $settings = settings();
    // A service handed to another client keeps its order, which is still the first client's.
    if (!$settings->links || $order === null || (string) $order->userid !== (string) $clientId) {
        return null;
    }
    $old = (int) strtotime((string) $order->date) < $now - $settings->linkedDays * 86400;
    if ($order->status !== 'Pending' && $old) {
        return null;
    }
    $revisions = revisions($settings, $now, $fetch);
    $id = (string) $order->id;

    return $revisions === null ? null : token($settings, $id, $revisions[tag($settings, $id)] ?? 0);
}

/**
 * Return the link of such an order, else ''.
 *
 * @throws Fault the settings are of no use
 */
function linkFor(?object $order, mixed $clientId, int $now): string
{
    $token = tokenFor($order, $clientId, $now);

    return $token === null ? '' : link(settings(), $token);
}

/** Return the link for an e-mail; what its `relid` is depends on the type of its template, and the numbers overlap. */
function linkForEmail(array $vars, int $now): string
{
    $id = $vars['relid'] ?? null;
    $template = $vars['messagename'] ?? '';
    $fields = is_array($vars['mergefields'] ?? null) ? $vars['mergefields'] : [];
    $type = Capsule::table('tblemailtemplates')->where('name', $template)->value('type');
    $item = match ($type) {
        'product' => only('tblhosting', 'id', $id),
        'domain' => only('tbldomains', 'id', $id),
        'invoice' => only('tblinvoices', 'id', $id),
        default => null,
    };
    $order = match ($type) {
        'product', 'domain' => only('tblorders', 'id', $item?->orderid),
        'invoice' => only('tblorders', 'invoiceid', $id),
        'general' => orderOfLetter($fields, $id, $template === ORDER_TEMPLATE),
        default => null,
    };
    $client = $type === 'general' ? $id : $item?->userid;
    $recipient = $fields['client_id'] ?? '';
    if ($order !== null && $recipient !== '' && (!is_scalar($recipient) || (string) $recipient !== (string) $client)) {
        complain('Un correo sobre un pedido iba a otro cliente: salió sin enlace.');

        return '';
    }

    return $order === null ? '' : linkFor($order, $client, $now);
}

/**
 * Return the order that an e-mail to a client names, if it is that client's; what leads nowhere though it should is logged.
 *
 * The stock template knows `order_number` and no `order_id`; some versions of WHMCS pass both, and only the first is documented.
 */
function orderOfLetter(array $fields, mixed $clientId, bool $isOfOrder): ?object
{
    $byId = only('tblorders', 'id', $fields['order_id'] ?? null);
    $byId = $byId !== null && (string) $byId->userid === (string) $clientId ? $byId : null;
    $byNumber = orderByNumber($fields['order_number'] ?? null, $clientId);
    if ($byId !== null && $byNumber !== null && (string) $byId->id !== (string) $byNumber->id) {
        complain('Un correo nombra dos pedidos distintos («order_id» y «order_number»): salió sin enlace.');

        return null;
    }
    $order = $byId ?? $byNumber;
    if ($order === null && ($isOfOrder || isset($fields['order_id']) || isset($fields['order_number']))) {
        complain('Un correo no lleva a ningún pedido de su cliente («order_id», «order_number»): salió sin enlace.');
    }

    return $order;
}

/** Return the client's one order of that public number, which a shop may make of letters too; null if none or several have it. */
function orderByNumber(mixed $number, mixed $clientId): ?object
{
    $text = is_scalar($number) ? trim((string) $number) : '';
    $client = is_scalar($clientId) ? (string) $clientId : '';
    if ($text === '' || strlen($text) > NUMBER_BYTES) {
        return null;
    }
    $rows = Capsule::table('tblorders')->where('ordernum', $text)->where('userid', $client)->limit(2)->get();
    // A database compares "7858259149x" with a column of numbers as if it were 7858259149.
    $same = count($rows) === 1 && (string) $rows[0]->ordernum === $text && (string) $rows[0]->userid === $client;

    return $same ? $rows[0] : null;
}

/** Return the one row that has a value in a column, or null if none or several have. */
function only(string $table, string $column, mixed $value): ?object
{
    if (!preg_match('/\A[1-9][0-9]{0,18}\z/', is_scalar($value) ? (string) $value : '')) {
        return null;
    }
    $rows = Capsule::table($table)->where($column, $value)->limit(2)->get();

    return count($rows) === 1 ? $rows[0] : null;
}

if (function_exists('add_hook')) {
    add_hook('EmailTplMergeFields', 1, static fn ($vars): array => quietly(
        static fn (): string => settings()->links ? '' : 'left out',
    ) === '' ? ['demoras_enlace' => 'Enlace privado al pedido'] : []);
    add_hook('EmailPreSend', 1, static fn ($vars): array => [
        'demoras_enlace' => quietly(static fn (): string => linkForEmail($vars, time())),
    ]);
}
