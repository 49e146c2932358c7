<?php
/**
 * What happened to an order, a service, a domain, an invoice or a ticket, as one line of WHMCS's activity log that nobody else can write.
 *
 * A line holds a kind, an id and a moment, and a MAC of them: clients' own texts get into that log. docs/events.md is the format.
 */

declare(strict_types=1);

namespace Demoras;

require_once __DIR__ . '/_quietly.php';
require_once __DIR__ . '/_runs.php';
require_once __DIR__ . '/_settings.php';

/** The kind of event of each hook, and under which names its variables, in lower case, hold the id. */
const EVENTS = [
    'OrderPaid' => ['order.paid', 'orderid'],
    // These three run before the change: the line is of the moment when it was asked for.
    'AcceptOrder' => ['order.accepted', 'orderid'],
    'CancelOrder' => ['order.cancelled', 'orderid'],
    'PendingOrder' => ['order.pending', 'orderid'],
    'AfterModuleCreate' => ['service.created', 'params', 'serviceid'],
    'AfterModuleCreateFailed' => ['service.creation_failed', 'params', 'serviceid'],
    'AfterModuleSuspend' => ['service.suspended', 'params', 'serviceid'],
    'AfterModuleUnsuspend' => ['service.unsuspended', 'params', 'serviceid'],
    'AfterModuleTerminate' => ['service.terminated', 'params', 'serviceid'],
    'AfterRegistrarRegistration' => ['domain.registered', 'params', 'domainid'],
    'AfterRegistrarTransfer' => ['domain.transferred', 'params', 'domainid'],
    'DomainTransferCompleted' => ['domain.transferred', 'domainid'],
    'InvoicePaid' => ['invoice.paid', 'invoiceid'],
    'TicketOpen' => ['ticket.opened', 'ticketid'],
    'TicketOpenAdmin' => ['ticket.opened', 'ticketid'],
    'TicketUserReply' => ['ticket.replied', 'ticketid'],
    'TicketAdminReply' => ['ticket.answered', 'ticketid'],
    'TicketStatusChange' => ['ticket.status_changed', 'ticketid'],
    'TicketClose' => ['ticket.closed', 'ticketid'],
    'TicketMerge' => ['ticket.merged', 'mergedticketids'],
];
const ID_FORM = '/\A[1-9][0-9]{0,18}\z/';

/** Return the line of one event, ready for the log. */
function eventLine(Settings $settings, string $event, string $id, int $now): string
{
    $line = "demoras/1 $event $id " . gmdate('Y-m-d\TH:i:s\Z', $now);
    $key = $settings->mac('order-events/v1', $settings->site);

    return $line . ' ' . bin2hex(substr(hash_hmac('sha256', $line, $key, true), 0, 16));
}

/**
 * Return the ids of what a hook tells of: of a merge each ticket that disappears, else one, or none where nothing happened.
 *
 * @return list<string>
 */
function idsOf(string $hook, array $vars): array
{
    $vars = array_change_key_case($vars);
    // The registrar's run whether it worked or not; the reference says so of all of them, so none is taken at its name.
    if (array_key_exists('functionsuccessful', $vars) ? !$vars['functionsuccessful'] : $hook === 'AfterRegistrarTransfer') {
        return [];
    }
    // What was made for a service's addon is not the service.
    $params = is_array($vars['params'] ?? null) ? array_change_key_case($vars['params']) : [];
    if (!empty($params['addonid'])) {
        return [];
    }
    [, $name] = EVENTS[$hook];
    $found = $name === 'params' ? $params[EVENTS[$hook][2]] ?? null : $vars[$name] ?? null;
    $id = static fn (mixed $value): string => is_int($value) || is_string($value) ? (string) $value : '';
    $isOne = static fn (string $text): bool => preg_match(ID_FORM, $text) === 1 && $text !== $id($vars['masterticketid'] ?? null);

    return array_values(array_unique(array_filter(array_map($id, is_array($found) ? $found : [$found]), $isOne)));
}

/**
 * Write the lines of what a hook tells of.
 *
 * @throws Fault the settings are of no use
 */
function note(string $hook, mixed $vars, int $now): void
{
    $settings = settings();
    $ids = $settings->events && is_array($vars) ? idsOf($hook, $vars) : [];
    foreach ($ids as $id) {
        \logActivity(eventLine($settings, EVENTS[$hook][0], $id, $now));
    }
    if ($ids !== []) {
        oweARun($settings);
    }
}

if (function_exists('add_hook')) {
    // WHMCS acts on what some hooks return: these return nothing.
    $hooked = static function (string $hook, callable $work): void {
        add_hook($hook, 1, static function ($vars) use ($work): void {
            quietly(static function () use ($work, $vars): string {
                $work($vars);

                return '';
            });
        });
    };
    foreach (array_keys(EVENTS) as $hook) {
        $hooked($hook, static fn ($vars) => note($hook, $vars, time()));
    }
    foreach (['AfterCronJob', 'ClientAreaPage', 'AdminAreaPage'] as $hook) {
        $hooked($hook, static fn ($vars) => remember());
    }
}
