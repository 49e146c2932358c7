<?php
/**
 * What people see of an order where they already are: clients beside their service, staff beside a ticket.
 *
 * The order's own sealed file is opened here, by the key that the hook holds; without it the link alone is shown.
 */

declare(strict_types=1);

namespace Demoras;

use WHMCS\Authentication\CurrentUser;
use WHMCS\Database\Capsule;

require_once __DIR__ . '/_links.php';
require_once __DIR__ . '/_sealed.php';
require_once __DIR__ . '/_told.php';

const ORDERS_OF_A_TICKET = 3;
const ITEM_TABLES = ['S' => 'tblhosting', 'D' => 'tbldomains'];

/** An order as it is shown: its private address and its words, each in HTML's own spelling. */
final class Shown
{
    public readonly string $address;
    public readonly string $title;
    public readonly string $sentence;
    public readonly string $date;
    public readonly string $age;
    public readonly string $reply;

    public function __construct(Settings $settings, #[\SensitiveParameter] string $token, Page $page)
    {
        $link = link($settings, $token);
        [$title, $sentence, $date, $age] = ['', '', '', ''];
        try {
            $opened = openedOrder($settings, $token, $page);
            $catalog = $opened === null ? null : catalog($page);
            if ($catalog !== null) {
                [$view, $read] = $opened;
                [$sentence, $date, $age] = (new Told($catalog, $page->now, $read))->of($view);
                $title = text('number', ['number' => clean($view['order'] ?? '')]);
            }
        } catch (\Throwable) {
            // What cannot be told is not told by half; the link is as good as before.
            [$title, $sentence, $date, $age] = ['', '', '', ''];
        }
        $told = implode(' ', array_filter([$sentence, $date]));
        $reply = $told === '' ? text('reply_unread', ['link' => $link]) : text('reply', ['told' => $told, 'link' => $link]);
        [$this->address, $this->title, $this->sentence, $this->date, $this->age, $this->reply] = array_map(
            static fn (string $text): string => htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE),
            [$link, $title, $sentence, $date, $age, $reply],
        );
    }
}

/** Return the panel for the page of a service or domain, if it and its order are of the client who is looking. */
function panelForItem(string $table, mixed $item, int $now): string
{
    $row = only($table, 'id', $item?->id);

    return $row === null ? '' : panelForOrder($row->orderid, $row->userid, $now);
}

function panelForOrder(mixed $orderId, mixed $ownerId, int $now): string
{
    $client = (new CurrentUser())->client();
    $own = $client !== null && (string) $client->id === (string) $ownerId;
    $shown = $own ? shownOrder(only('tblorders', 'id', $orderId), $ownerId, new Page(settings(), $now)) : null;
    if ($shown === null) {
        return '';
    }
    $told = $shown->sentence === ''
        ? '<p>' . text('not_known') . '</p>'
        : paragraph("<strong>$shown->sentence</strong>") . paragraph($shown->date) . paragraph("<small>$shown->age</small>");

    return '<div class="panel panel-default card mb-3"><div class="panel-body card-body">' . $told
        . "<p><a class=\"btn btn-primary\" href=\"$shown->address\" target=\"_blank\" rel=\"noopener noreferrer\">"
        . text('see_order') . '</a></p><p><small>' . text('private') . '</small></p></div></div>';
}

/** Return what staff see beside a ticket: of the order it is about, or of its client's latest ones. */
function panelForTicket(mixed $ticketId, int $now): string
{
    $ticket = only('tbltickets', 'id', $ticketId);
    // A guest's address is only typed: matching by it would show an order to whoever types it.
    if ($ticket === null || (int) $ticket->userid < 1) {
        return '';
    }
    $page = new Page(settings(), $now);
    $shown = array_map(static fn (object $order): ?Shown => shownOrder($order, $ticket->userid, $page), ordersOf($ticket));

    return implode('', array_map(static function (Shown $one): string {
        $told = $one->sentence === ''
            ? paragraph(text('staff_unread'))
            : paragraph("<strong>$one->sentence</strong>") . paragraph($one->date) . paragraph("<small>$one->age</small>");

        return '<div class="panel panel-default"><div class="panel-heading">' . text('staff_title')
            . ($one->title === '' ? '' : " · $one->title") . "</div><div class=\"panel-body\">$told"
            . "<p><a href=\"$one->address\" target=\"_blank\" rel=\"noopener noreferrer\">" . text('see_order') . '</a></p>'
            . '<label style="display:block;font-weight:normal">' . text('staff_reply')
            . "<textarea class=\"form-control\" rows=\"3\" readonly onclick=\"this.select()\">$one->reply</textarea></label></div></div>";
    }, array_values(array_filter($shown))));
}

/** @return list<object> */
function ordersOf(object $ticket): array
{
    if (preg_match('/\A([SD])([1-9][0-9]{0,18})\z/', (string) ($ticket->service ?? ''), $found)) {
        $item = only(ITEM_TABLES[$found[1]], 'id', $found[2]);
        $isOwn = $item !== null && (string) $item->userid === (string) $ticket->userid;
        $order = $isOwn ? only('tblorders', 'id', $item->orderid) : null;

        return $order === null ? [] : [$order];
    }
    $orders = Capsule::table('tblorders')->where('userid', $ticket->userid)->orderBy('id', 'desc');

    return array_values([...$orders->limit(ORDERS_OF_A_TICKET)->get()]);
}

/** Return an order as its client may see it, or null if it has no page. */
function shownOrder(?object $order, mixed $clientId, Page $page): ?Shown
{
    // A page of the shop is not kept waiting as long as an e-mail may be.
    $settings = settings();
    $hurried = static fn (string $url, float $seconds): ?string => fetch($url, min($seconds, $settings->wait));
    $token = tokenFor($order, $clientId, $page->now, $hurried);

    return $token === null ? null : new Shown($settings, $token, $page);
}

function paragraph(string $html): string
{
    return strip_tags($html) === '' ? '' : "<p>$html</p>";
}

if (function_exists('add_hook')) {
    add_hook('ClientAreaProductDetailsOutput', 1, static fn ($vars): string => quietly(
        static fn (): string => panelForItem('tblhosting', $vars['service'], time()),
    ));
    // The reference shows this one both with and without the array around the domain.
    add_hook('ClientAreaDomainDetailsOutput', 1, static fn ($vars): string => quietly(
        static fn (): string => panelForItem('tbldomains', is_array($vars) ? $vars['domain'] : $vars, time()),
    ));
    add_hook('ShoppingCartCheckoutCompletePage', 1, static fn ($vars): string => quietly(
        static fn (): string => panelForOrder($vars['orderid'], only('tblorders', 'id', $vars['orderid'])?->userid, time()),
    ));
    add_hook('AdminAreaViewTicketPage', 1, static fn ($vars): string => quietly(
        static fn (): string => panelForTicket($vars['ticketid'] ?? null, time()),
    ));
}
