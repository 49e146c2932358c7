<?php
/**
 * An opened order in words: the sentence that opens its page, its date and its age, as site_src/docs/pedido/ tells them.
 */

declare(strict_types=1);

namespace Demoras;

require_once __DIR__ . '/_words.php';

const LONGEST_CLAIM_SECONDS = 86400;
const CLOCK_TOLERANCE_SECONDS = 600;
const LONGEST_TEXT = 300;
const ISO_FORM = '/\A[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})\z/';
const TROUBLES = ['suspended', 'expired', 'payment_unclear', 'requirements_unreported'];
const RANKS = [
    'awaiting_payment' => 3,
    'awaiting_requirements' => 3,
    'in_progress' => 3,
    'under_review' => 4,
    'active' => 6,
    'cancelled' => 7,
];

/** What one order is told with: the site's wording, the moment, and when its data were read. */
final class Told
{
    private readonly \DateTimeZone $zone;
    private readonly bool $isStale;

    public function __construct(private readonly array $catalog, private readonly int $now, private readonly int $read)
    {
        $this->zone = new \DateTimeZone($catalog['zone']);
        $this->isStale = $read === 0 || $now - $read > LONGEST_CLAIM_SECONDS || $read - $now > CLOCK_TOLERANCE_SECONDS;
    }

    /**
     * Return the sentence that opens the order's page, the line of its date and that of the data's age, each of which may be empty.
     *
     * @return array{string, string, string}
     */
    public function of(array $view): array
    {
        $isOver = ($view['closed'] ?? null) === true;
        $age = $isOver || $this->isStale ? '' : text('age', ['when' => $this->near($this->at($this->read))]);

        return [...$this->lead($view, $isOver), $age];
    }

    private function lead(array $view, bool $isOver): array
    {
        if ($isOver) {
            $at = $this->moment($view['changed_at'] ?? null);

            $dated = $at === null ? text('ended') : text('ended_on', ['day' => $this->day($at->format('Y-m-d'))]);

            return [trim("$dated {$this->endedAs($view['ended'] ?? null)}"), ''];
        }
        $items = $this->readable(array_filter(is_array($view['items'] ?? null) ? $view['items'] : [], 'is_array'));
        $over = $items === [] ? '' : $this->allOver(array_count_values(array_column($items, 'state')));
        if ($this->isStale) {
            $isKnown = $this->read !== 0 && $this->read - $this->now <= CLOCK_TOLERANCE_SECONDS;
            $at = $isKnown ? $this->at($this->read) : $this->moment($view['changed_at'] ?? null);

            $told = $at === null ? text('nothing_dated') : text('nothing_newer', ['moment' => $this->exact($at)]);

            return [$over === '' ? text('ask_how_it_goes', ['told' => $told]) : $told, ''];
        }
        if ($items === []) {
            return [text('no_items'), ''];
        }
        if ($over !== '' && count($items) > 1) {
            return [$over, ''];
        }
        $unpaid = static fn (array $item): bool => $item['state'] === 'awaiting_payment' && ($item['waiting_on'] ?? null) === 'client';
        if (count($items) > 1 && count(array_filter($items, $unpaid)) === count($items)) {
            return [text('all_unpaid', ['figure' => count($items)]), ''];
        }
        usort($items, fn (array $one, array $other): int => $this->urgency($one) <=> $this->urgency($other));
        $more = count($items) === 1 ? '' : ' ' . text('more_items', ['figure' => count($items) - 1]);

        return [$this->about($items[0], count($items) > 1) . $more, $this->dateLine($items[0])];
    }

    private function endedAs(mixed $states): string
    {
        $ended = is_array($states) ? $states : [];
        if (in_array('unknown', $ended, true)) {
            return text('ended_stopped');
        }
        $ways = array_filter(['active', 'cancelled'], static fn (string $state): bool => in_array($state, $ended, true));

        return $ways === [] ? '' : text(count($ways) === 2 ? 'ended_both' : 'ended_' . end($ways));
    }

    private function allOver(array $counts): string
    {
        ['active' => $active, 'cancelled' => $cancelled] = $counts + ['active' => 0, 'cancelled' => 0];
        if ($active + $cancelled < array_sum($counts)) {
            return '';
        }
        if ($active === 0 || $cancelled === 0) {
            return $active === 0 ? text('all_cancelled', ['figure' => $cancelled]) : text('all_active', ['figure' => $active]);
        }
        $told = ['active' => text('over_active', ['figure' => $active]), 'cancelled' => text('over_cancelled', ['figure' => $cancelled])];

        return text('all_over', $told);
    }

    private function readable(array $items): array
    {
        $readable = [];
        foreach ($items as $item) {
            $state = is_string($item['state'] ?? null) && isset(words()['stages'][$item['state']]) ? $item['state'] : 'unknown';
            $nameless = text(($item['reason'] ?? null) === 'empty_order' ? 'the_order' : 'a_service');
            $billed = clean($item['name'] ?? '');
            $service = clean(own($this->catalog, 'services', $item['service'] ?? null)['name'] ?? '');
            $isOther = static fn (array $other): bool => ($other['service'] ?? null) === ($item['service'] ?? null)
                && clean($other['name'] ?? '') !== $billed;
            $alike = array_filter($items, $isOther) !== [];
            [$first, $second] = $alike ? [$billed, $service] : [$service, $billed];
            $shown = ($first ?: $second) ?: $nameless;
            $readable[] = ['state' => $state, 'shown' => $shown] + $item;
        }

        return $readable;
    }

    private function urgency(array $item): array
    {
        $due = $this->moment($item['due'] ?? null);

        return [$this->rank($item), $due === null ? PHP_INT_MAX : $due->getTimestamp()];
    }

    private function rank(array $item): int
    {
        return match (true) {
            ($item['waiting_on'] ?? null) === 'client' => 0,
            $this->isPast($item, $this->now) => 1,
            $item['state'] === 'unknown' => in_array($item['reason'] ?? null, TROUBLES, true) ? 2 : 5,
            default => RANKS[$item['state']],
        };
    }

    private function isPast(array $item, int $at): bool
    {
        $due = $this->moment($item['due'] ?? null);

        return $item['state'] === 'in_progress' && $due !== null && $at > $due->getTimestamp();
    }

    private function about(array $item, bool $several): string
    {
        ['lead' => $told, 'lead_of_client' => $toldClient] = words()['stages'][$item['state']];
        $service = $item['shown'];
        if (($item['waiting_on'] ?? null) === 'client' && $toldClient !== '') {
            $actions = $item['state'] === 'awaiting_requirements' ? $this->actions($item) : '';

            return $actions !== '' && $several
                ? text('lead_for', ['actions' => $actions, 'service' => $service])
                : filled($toldClient, ['actions' => $actions, 'service' => $service]);
        }
        if ($this->isPast($item, $this->now)) {
            // Of one that fell due after the data were read, nobody knows yet whether it is late.
            return text($this->isPast($item, $this->read) ? 'lead_late' : 'lead_past', ['service' => $service]);
        }
        $why = $item['state'] === 'unknown' ? own(words(), 'reasons', $item['reason'] ?? null) : null;

        return filled(($why['lead'] ?? '') ?: $told, ['service' => $service]);
    }

    private function actions(array $item): string
    {
        $missing = is_array($item['missing'] ?? null) ? $item['missing'] : [];
        $told = array_map(fn (mixed $id): string => clean(own($this->catalog, 'requirements', $id)['action'] ?? ''), $missing);
        if ($told === [] || in_array('', $told, true)) {
            return text('act_below');
        }
        $last = array_pop($told);

        return $told === [] ? $last : implode(', ', $told) . ' ' . words()['dates']['and'] . ' ' . $last;
    }

    private function dateLine(array $item): string
    {
        $due = $this->moment($item['due'] ?? null);
        if ($item['state'] === 'active') {
            $when = $this->known($item['since'] ?? null);

            return $when === null ? '' : text('active_since', ['when' => $when]);
        }
        if ($item['state'] !== 'in_progress' || $due === null) {
            return '';
        }
        $trace = $this->trace($item);
        $until = $this->dueText($due, $trace);
        $earliest = $this->moment($item['earliest'] ?? null);
        if ($this->isPast($item, $this->now)) {
            return text('due_late') . " $until.";
        }
        $isSlow = $this->isSlow($item);
        // A range that has begun is told by its end alone.
        if ($earliest === null || $earliest->getTimestamp() < $this->now) {
            return ($isSlow ? text('due_promised') : text('due')) . " $until.";
        }
        $first = text('due_from', ['first' => $this->earliestText($earliest, $trace)]);

        return ($isSlow ? text('range_promised') : text('due_range')) . " $first " . text('due_until', ['last' => $until]) . '.';
    }

    // A service that takes longer these days than it promises: its date is what was promised.
    private function isSlow(array $item): bool
    {
        $service = own($this->catalog, 'services', $item['service'] ?? null);

        return clean($service['left'] ?? null) !== '' && ($item['promise'] ?? null) === ($service['promise'] ?? null);
    }

    private function trace(array $item): array
    {
        $rows = is_array($item['trace'] ?? null) ? $item['trace'] : [];
        $isOne = fn (mixed $row): bool => is_string($row['date'] ?? null) && $this->moment("{$row['date']}T12:00:00Z") !== null;

        return array_values(array_filter($rows, $isOne));
    }

    private function at(int $seconds): \DateTimeImmutable
    {
        return (new \DateTimeImmutable("@$seconds"))->setTimezone($this->zone);
    }

    private function moment(mixed $text): ?\DateTimeImmutable
    {
        if (!is_string($text) || !preg_match(ISO_FORM, $text)) {
            return null;
        }

        return date_create_immutable($text)?->setTimezone($this->zone) ?: null;
    }

    private function dueText(\DateTimeImmutable $due, array $trace): string
    {
        $last = $trace === [] ? null : end($trace)['date'];
        if ($due->format('H:i') === '00:00' && $last !== null && $last < $due->format('Y-m-d')) {
            return filled(words()['dates']['end_of_day'], ['day' => $this->day(dayBefore($due))]);
        }

        return $this->exact($due);
    }

    private function earliestText(\DateTimeImmutable $earliest, array $trace): string
    {
        if ($earliest->format('H:i') !== '00:00') {
            return $this->exact($earliest);
        }
        $before = dayBefore($earliest);
        $usedUp = array_filter($trace, static fn (array $row): bool => $row['date'] === $before && is_int($row['seconds'] ?? null));

        return $usedUp === []
            ? $this->day($earliest->format('Y-m-d'))
            : filled(words()['dates']['end_of_day'], ['day' => $this->day($before)]);
    }

    private function known(mixed $when): ?string
    {
        if (is_string($when)) {
            $at = $this->moment($when);

            return $at === null ? null : $this->on($this->exact($at));
        }
        [$from, $to] = [$this->moment($when['after'] ?? null), $this->moment($when['by'] ?? null)];
        if ($from === null || $to === null) {
            return null;
        }
        if ($from->format('Y-m-d') !== $to->format('Y-m-d')) {
            return filled(words()['dates']['between'], ['first' => $this->exact($from), 'last' => $this->exact($to)]);
        }
        if ($from->format('H:i') === $to->format('H:i')) {
            return $this->on($this->exact($from));
        }
        $slots = ['from' => clockTime($from), 'to' => clockTime($to), 'day' => $this->day($from->format('Y-m-d'))];

        return text('within_day', $slots);
    }

    private function near(\DateTimeImmutable $at): string
    {
        return $at->format('Y-m-d') === $this->at($this->now)->format('Y-m-d')
            ? text('today', ['clock' => clockTime($at)])
            : $this->on($this->exact($at));
    }

    private function exact(\DateTimeImmutable $at): string
    {
        return filled(words()['dates']['at'], ['day' => $this->day($at->format('Y-m-d')), 'clock' => clockTime($at)]);
    }

    private function on(string $told): string
    {
        return filled(words()['dates']['on'], ['day' => $told]);
    }

    private function day(string $date): string
    {
        $dates = words()['dates'];
        $noon = new \DateTimeImmutable("{$date}T12:00:00Z");
        $form = $this->at($this->now)->format('Y') === substr($date, 0, 4) ? 'day_of_year' : 'day';

        return filled($dates[$form], [
            'weekday' => $dates['weekdays'][(int) $noon->format('N') - 1],
            'day' => $noon->format('j'),
            'month' => $dates['months'][(int) $noon->format('n') - 1],
            'year' => $noon->format('Y'),
        ]);
    }
}

function dayBefore(\DateTimeImmutable $at): string
{
    return (new \DateTimeImmutable($at->format('Y-m-d') . 'T12:00:00Z'))->modify('-1 day')->format('Y-m-d');
}

function clockTime(\DateTimeImmutable $at): string
{
    return filled(words()['dates']['clock'][$at->format('G') === '1' ? 'one' : 'more'], ['time' => $at->format('H:i')]);
}

/** Return the words of generator/words/es.toml that the hook says. */
function words(): array
{
    static $words = null;

    return $words ??= json_decode(WORDS, true, 8, JSON_THROW_ON_ERROR);
}

/** Return a sentence with its slots filled; of two forms, the one that its `figure` asks for. */
function text(string $key, array $slots = []): string
{
    $found = words()['order_page'][$key] ?? words()['shop'][$key];

    return filled(is_string($found) ? $found : $found[($slots['figure'] ?? null) === 1 ? 'one' : 'more'], $slots);
}

/** Fill slots all at once: what fills one may hold another's name. */
function filled(string $template, array $slots): string
{
    $fill = static fn (array $found): string => (string) ($slots[$found[1]] ?? '');

    return (string) preg_replace_callback('/\{(\w+)\}/', $fill, $template);
}

/** Return what a table's part holds under a key, or null. */
function own(array $table, string $part, mixed $key): ?array
{
    $found = is_string($key) && is_array($table[$part] ?? null) ? $table[$part][$key] ?? null : null;

    return is_array($found) ? $found : null;
}

/** Return text in NFC (where PHP can) without control, zero-width and bidi-control characters, capped. */
function clean(mixed $text): string
{
    if (!is_string($text) || preg_match('//u', $text) !== 1) {
        return '';
    }
    $plain = class_exists(\Normalizer::class) ? (string) \Normalizer::normalize($text, \Normalizer::NFC) : $text;
    $plain = (string) preg_replace('/[\t\n\r\p{Zl}\p{Zp}]+/u', ' ', $plain);
    $plain = (string) preg_replace('/[\p{Cc}\p{Cf}\p{Cs}\x{034F}\x{115F}\x{1160}\x{17B4}\x{17B5}\x{3164}\x{FFA0}]/u', '', $plain);
    $plain = (string) preg_replace('/\A[\s\p{Z}]+|[\s\p{Z}]+\z/u', '', $plain);
    preg_match_all('/./us', $plain, $letters);

    return count($letters[0]) <= LONGEST_TEXT ? $plain : implode('', array_slice($letters[0], 0, LONGEST_TEXT - 1)) . '…';
}
