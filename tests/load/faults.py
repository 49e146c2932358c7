"""Faults: each a small change to the right data tree, with where it must be found and what must be said of it."""

from __future__ import annotations

from typing import NamedTuple

SERVICE = "data/services/simplenews.yml"
CALENDAR = "data/calendar.yml"
BILLING = "data/billing.yml"
REQUIREMENT = "data/requirements/dominio.yml"
FAQ = "data/faq/plazo.yml"
YEAR = "data/holidays/2027.yml"
PHRASES = ("2 minutos", "24 a 48 horas en días hábiles", "1 a 3 horas hábiles", "10 días corridos")


class Fault(NamedTuple):
    """Text replaced in a file; the place of the only problem; the value, what is accepted and the remedy it names."""

    path: str
    old: str
    new: str
    at: str
    said: tuple[str, ...]


FORM = {
    "alias": Fault(BILLING, "[.com]", "*x", "6:21", ("alias", "*x", "Escriba el valor completo")),
    "anchor": Fault(SERVICE, "soporte", "&x soporte", "6:8", ("anclas", "&x", "comillas")),
    "colon_inside_a_value": Fault(SERVICE, "Lo activa", "Nota: lo activa", "8:11", ("dos puntos", "comillas")),
    "control_character": Fault(SERVICE, "Lo activa", "Lo \x07activa", "8:10", ("U+0007", "Bórrelo")),
    "duplicate_key": Fault(SERVICE, "note: Lo", "owner: Lo", "8:1", ("«owner»", "línea 6", "una sola")),
    "empty_value": Fault(SERVICE, " Lo activa una persona.", "", "8:6", ("falta el valor", "«note»", "quite la línea")),
    "explicit_tag": Fault(SERVICE, "manual", "!!str manual", "2:8", ("etiquetas", "«!!str»", "Quítela")),
    "merge_key": Fault(SERVICE, "note: Lo", "<<: Lo", "8:1", ("«<<»", "Escriba las claves")),
    "null": Fault(SERVICE, "Lo activa una persona.", "~", "8:7", ("falta el valor", "«note»", "«~»", "quite la línea")),
    "second_document": Fault(SERVICE, "assumed: false", "---\na: b", "10:1", ("segundo documento", "«---»")),
    "tabulation": Fault(SERVICE, "note: Lo", "\tnote: Lo", "8:1", ("tabulación", "espacios")),
    "unclosed_list": Fault(SERVICE, "pago]", "pago", "5:15", ("corchete", "[uno, dos]")),
    "unclosed_quote": Fault(SERVICE, "Lo activa", "'Lo activa", "8:7", ("comillas", "Cierre")),
    "unquoted_reference": Fault(
        SERVICE, "Lo activa una persona.", '{{ promise("hosting") }}', "8:8", ("texto simple", "comillas simples")
    ),
}
SHAPE = {
    "bad_interval": Fault(CALENDAR, "friday: [09:00-18:00]", "friday: [9 a 18]", "4:12", ("«9 a 18»", "09:00-18:00")),
    "colloquial_hours": Fault(
        SERVICE, "2 días hábiles", "48 hs", "3:10", ("«48 hs»", "no es una frase", "¿Quiso decir «48 horas»?", *PHRASES)
    ),
    "dash_for_a_range": Fault(
        SERVICE, "2 días hábiles", "2-3 dias", "3:10", ("«2-3 dias»", "¿Quiso decir «2 a 3 días hábiles»?", *PHRASES)
    ),
    "figure_in_words": Fault(
        SERVICE, "2 días hábiles", "dos días", "3:10", ("«dos días»", "¿Quiso decir «2 días hábiles»?", *PHRASES)
    ),
    "hours_across_midnight": Fault(
        CALENDAR,
        "friday: [09:00-18:00]",
        "friday: [22:00-02:00]",
        "4:12",
        ("«22:00-02:00»", "pasa de medianoche", "22:00-24:00", "00:00-02:00"),
    ),
    "hours_of_an_exception_across_midnight": Fault(
        CALENDAR, "2026-12-19, hours: [09:00-13:00]", "2026-12-19, hours: [22:00-02:00]", "9:32", ("«22:00-02:00»",)
    ),
    "hours_of_an_exception_overlap": Fault(
        CALENDAR,
        "2026-12-19, hours: [09:00-13:00]",
        "2026-12-19, hours: [09:00-13:00, 12:00-14:00]",
        "9:31",
        ("se pisan", "[09:00-13:00, 14:00-18:00]"),
    ),
    "hours_of_no_length": Fault(CALENDAR, "14:00-18:00", "18:00-18:00", "3:25", ("«18:00-18:00»", "al revés")),
    "hours_touch": Fault(CALENDAR, "14:00-18:00", "13:00-18:00", "3:11", ("se tocan", "«[09:00-13:00, 13:00-18:00]»")),
    "no_hours_for_an_exception": Fault(
        CALENDAR, "2026-12-19, hours: [09:00-13:00]", "2026-12-19, hours: []", "9:31", ("«[]»", "vacía")
    ),
    "bad_cut_off": Fault(CALENDAR, "cut_off: closing", "cut_off: 25:00", "5:10", ("«25:00»", "closing", "16:00")),
    "bad_domain_ending": Fault(BILLING, "[.com]", "[com]", "6:22", ("«com»", "con su punto", "[.com, .net]")),
    "bad_phrase": Fault(
        SERVICE, "2 días hábiles", "48hs", "3:10", ("«48hs»", "no es una frase", "¿Quiso decir «48 horas", *PHRASES)
    ),
    "days_of_no_kind": Fault(
        SERVICE, "2 días hábiles", "2 días", "3:10", ("«2 días»", "¿Quiso decir «2 días hábiles»?", *PHRASES)
    ),
    "disagreement_in_number": Fault(
        SERVICE, "2 días hábiles", "1 días hábiles", "3:10", ("no concuerda en número", "¿Quiso decir «1 día hábil»?")
    ),
    "empty_text": Fault(SERVICE, "Lo activa una persona.", "''", "8:7", ("vacío", "«note»", "Complételo")),
    "hours_overlap": Fault(
        CALENDAR,
        "14:00-18:00",
        "12:00-18:00",
        "3:11",
        ("se pisan", "«[09:00-13:00, 12:00-18:00]»", "[09:00-13:00, 14:00-18:00]"),
    ),
    "hours_upside_down": Fault(CALENDAR, "14:00-18:00", "18:00-14:00", "3:25", ("«18:00-14:00»", "al revés")),
    "impossible_day": Fault(SERVICE, "2027-05-31", "2026-02-30", "7:12", ("«2026-02-30»", "no existe", "AAAA-MM-DD")),
    "list_for_a_text": Fault(SERVICE, "Lo activa una persona.", "[a]", "8:7", ("«[a]»", "«note»", "un texto")),
    "missing_key": Fault(SERVICE, "promise: 2 días hábiles\n", "", "1:1", ("«promise»", "promise: 2 días hábiles")),
    "missing_key_of_an_entry": Fault(
        BILLING, "status: En revisión, ", "", "11:5", ("falta la clave «status»", "status: En producción")
    ),
    "no_as_a_flag": Fault(SERVICE, "assumed: false", "assumed: no", "10:10", ("«no»", "true", "false")),
    "erase_neither_true_nor_false": Fault(
        "data/revocations.yml", "revision: 2", "revision: 2, erase: sí", "2:65", ("«sí»", "«erase»", "true", "false")
    ),
    "no_as_a_number": Fault(SERVICE, "position: 20", "position: no", "9:11", ("«no»", "«position»", "sólo dígitos")),
    "number_too_high": Fault(SERVICE, "position: 20", "position: 10000", "9:11", ("«10000»", "hasta 9999")),
    "number_too_low": Fault(BILLING, "30", "4", "2:21", ("«4»", "«sync_every_minutes»", "de 5 en adelante")),
    "other_date_order": Fault(SERVICE, "2027-05-31", "31/05/2027", "7:12", ("«31/05/2027»", "AAAA-MM-DD")),
    "range_repeats_its_figure": Fault(
        SERVICE, "2 días", "2 a 2 días", "3:10", ("repite la misma cifra", "¿Quiso decir «2 días hábiles»?")
    ),
    "range_upside_down": Fault(
        SERVICE, "2 días", "7 a 5 días", "3:10", ("«7 a 5 días hábiles»", "al revés", "«5 a 7 días hábiles»")
    ),
    "sexagesimal_for_a_number": Fault(BILLING, "30", "12:30", "2:21", ("«12:30»", "número entero", "sólo dígitos")),
    "slug_with_capitals": Fault(SERVICE, "soporte", "Soporte", "6:8", ("«Soporte»", "minúsculas", "owner: soporte")),
    "stage_of_billing_alone": Fault(
        BILLING, "in_progress", "active", "10:36", ("«active»", "awaiting_payment, awaiting_requirements, in_progress")
    ),
    "stage_no_ticket_can_tell": Fault(
        BILLING,
        "assumed",
        "ticket_statuses:\n  - {status: Listo, stage: under_review}\nassumed",
        "13:28",
        ("«under_review»", "awaiting_requirements, in_progress"),
    ),
    "text_for_a_list": Fault(
        SERVICE, "[dominio, pago]", "dominio", "5:15", ("«dominio»", "una lista", "[uno, dos]", "«- …»")
    ),
    "text_for_a_mapping": Fault(
        BILLING, "{status: En revisión, stage: under_review}", "x", "11:5", ("«x»", "un bloque", "status, stage")
    ),
    "text_too_long": Fault(SERVICE, "una persona", "x" * 2001, "8:7", ("demasiado largo", "2000", "…»")),
    "unknown_choice": Fault(
        SERVICE,
        "requirements_met",
        "requirement_met",
        "4:15",
        ("«requirement_met»", "«requirements_met»?", "payment_cr"),
    ),
    "unknown_audience": Fault(
        FAQ, "answer:", "audience: interna\nanswer:", "2:11", ("«interna»", "«internal»?", "public, internal")
    ),
    "host_with_its_scheme": Fault(
        "data/company.yml",
        "unlisted",
        "allowed_hosts: [https://ayuda.example.com]\nunlisted",
        "5:17",
        ("«https://ayuda.example.com»", "sin «https://»", "[ayuda.example.com]"),
    ),
    "unknown_key": Fault(
        SERVICE,
        "note: Lo",
        "nota: Lo",
        "8:1",
        ("«nota»", "«Lo activa una persona.»", "¿Quiso decir «note»?", "review_by"),
    ),
    "unknown_key_of_an_entry": Fault(
        BILLING,
        "products: [Web",
        "product: [Web",
        "8:5",
        ("«product»", "«products»?", "service, products, domain_endings"),
    ),
    "unknown_zone": Fault(
        BILLING, "America/Argentina/Buenos_Aires", "Argentina", "1:7", ("«Argentina»", "America/Argentina/Buenos_Aires")
    ),
    "unsafe_address": Fault(
        "data/company.yml", "https://manual", "http://manual", "4:17", ("«http://manual.example.com/sla»", "https://")
    ),
    "site_address_without_slash": Fault(
        "data/company.yml", "example.com/\n", "example.com\n", "3:11", ("«https://demoras.example.com»", "«/»", "barra")
    ),
    "no_group": Fault(
        "data/groups.yml",
        "  - id: manual\n    name: Activación manual\n    intro: Se activan a mano.\n"
        "  - id: instantanea\n    name: Activación instantánea\n    intro: Se activan solos.\n",
        "  []\n",
        "2:3",
        ("«[]»", "vacía", "al menos un elemento"),
    ),
}
TOGETHER = {
    "billing_ticket_status_twice": Fault(
        BILLING,
        "assumed",
        "ticket_statuses:\n  - {status: Listo, stage: in_progress}\n"
        "  - {status: Listo, stage: awaiting_requirements}\nassumed",
        "14:14",
        ("«Listo»", "data/billing.yml:13:14", "una de las dos"),
    ),
    "billing_of_no_service": Fault(
        BILLING, "service: simplenews", "service: simplenew", "7:14", ("«simplenew»", "«simplenews»?", "acme, hosting")
    ),
    "closure_upside_down": Fault(CALENDAR, "last: 2026-12-31", "last: 2026-12-27", "7:31", ("«2026-12-27»", "first")),
    "closed_all_year": Fault(
        CALENDAR,
        "{first: 2026-12-28, last: 2026-12-31, name: Cierre de fin de año}",
        "{first: 2026-12-28, last: 2027-12-31, name: Cierre de fin de año}",
        "7:3",
        ("ningún día de 2027", "«first»", "«last»"),
    ),
    "exception_inside_a_closure": Fault(
        CALENDAR,
        "2026-12-19, hours",
        "2026-12-29, hours",
        "9:12",
        ("la excepción del «2026-12-29»", f"{CALENDAR}:7", "Quite la excepción"),
    ),
    "omitted_holiday_of_another_year": Fault(
        YEAR, "country: AR", "country: AR\nomit: [2026-05-25]", "3:8", ("«2026-05-25»", "no es del año 2027")
    ),
    "omitted_holiday_that_is_listed": Fault(
        YEAR, "country: AR", "country: AR\nomit: [2027-01-01]", "3:8", ("«2027-01-01»", "«days»", "«omit»")
    ),
    "cut_off_at_midnight": Fault(CALENDAR, "cut_off: closing", "cut_off: 00:00", "5:10", ("«00:00»", "16:00")),
    "cut_off_after_closing": Fault(
        CALENDAR,
        "cut_off: closing",
        "cut_off: 20:00",
        "5:10",
        ("«20:00»", "posterior a todo cierre", "18:00", "closing"),
    ),
    "cut_off_before_opening": Fault(
        CALENDAR, "cut_off: closing", "cut_off: 08:00", "5:10", ("«08:00»", "antes de abrir (09:00)", "closing")
    ),
    "holidays_of_another_country": Fault(
        "data/holidays/2027.yml", "country: AR", "country: UY", "2:10", ("«UY»", "«AR»", "demoras holidays 2027")
    ),
    "service_copied": Fault(
        SERVICE, "name: Simplenews", "name: hosting", "1:7", ("«hosting»", "hosting.yml:1:7", "Cambie")
    ),
    "delay_in_words": Fault(FAQ, "vea {{", "demora una semana; vea {{", "2:9", ("«una semana»", "una sola vez")),
    "delay_of_a_day_in_words": Fault(FAQ, "vea {{", "esto tarda un día; vea {{", "2:9", ("«un día»", "una sola vez")),
    "half_an_hour_in_words": Fault(FAQ, "vea {{", "en media hora; vea {{", "2:9", ("«media hora»", "una sola vez")),
    "tax_id_of_chile": Fault(FAQ, "vea {{", "RUT 76.123.456-7; vea {{", "2:9", ("identificación fiscal", "«RU…»")),
    "tax_id_of_brazil": Fault(FAQ, "vea {{", "12.345.678/0001-95; vea {{", "2:9", ("identificación fiscal", "«12…»")),
    "tax_id_of_spain": Fault(FAQ, "vea {{", "el NIF B12345678; vea {{", "2:9", ("identificación fiscal", "«NI…»")),
    "name_too_long": Fault(SERVICE, "name: Simplenews", f"name: {'x' * 2000}", "1:7", ("demasiado largo", "200")),
    "duration_in_a_question": Fault(
        "data/faq/plazo.yml", "¿Cuánto demora?", "¿Contestan en 10 minutos?", "1:11", ("«10 minutos»", "Quite la cifra")
    ),
    "duration_in_a_wording": Fault(
        FAQ, "answer:", "wordings: [demora 48 horas]\nanswer:", "2:12", ("«48 horas»", "Quite la cifra")
    ),
    "question_asked_twice": Fault(
        FAQ,
        "answer:",
        "wordings: [cuánto  demora]\nanswer:",
        "2:12",
        ("«cuánto demora»", f"{FAQ}:1:11", "una de las dos"),
    ),
    "mail_address_in_an_answer": Fault(
        FAQ, "vea {{", "escriba a juan.perez@example.com o vea {{", "2:9", ("un correo", "«ju…»", "{{ channel(")
    ),
    "mail_address_as_a_link": Fault(
        FAQ, "vea {{", "[escriba](mailto:juan@example.com) o vea {{", "2:9", ("un correo", "«ju…»", "{{ channel(")
    ),
    "telephone_in_a_requirement": Fault(
        "data/requirements/dominio.yml",
        "Tenga el dominio activo.",
        "Llame al (011) 4567-8901.",
        "2:6",
        ("un teléfono", "«(0…»", "{{ channel("),
    ),
    "telephone_in_a_question": Fault(
        FAQ, "¿Cuánto demora?", "¿Atienden en el 0800-555-1234?", "1:11", ("un teléfono", "«08…»", "{{ channel(")
    ),
    "tax_id_in_a_note": Fault(
        SERVICE, "Lo activa una persona.", "CUIT 30-71234567-1.", "8:7", ("un CUIT o CUIL", "«30…»", "no van")
    ),
    "link_to_another_site": Fault(
        FAQ,
        "vea {{",
        "[lea](https://otra.example/a) o vea {{",
        "2:9",
        ("«otra.example»", "demoras.example.com, manual.example.com", "«allowed_hosts»"),
    ),
    "link_in_a_note": Fault(
        SERVICE, "Lo activa una persona.", "Vea www.otra.example.", "8:7", ("«www.otra.example»", "«allowed_hosts»")
    ),
    "link_of_markdown_in_a_note": Fault(
        SERVICE,
        "Lo activa una persona.",
        "Vea [el manual](https://manual.example.com/sla).",
        "8:7",
        ("Markdown", "«[el manual](https://manual.example.com/sla)»", "la dirección sola, desde https://"),
    ),
    "emphasis_in_a_closure": Fault(
        CALENDAR, "Cierre de fin de año", "'**Cierre** de fin de año'", "7:49", ("«**Cierre**»", "sólo las palabras")
    ),
    "tag_in_a_requirement": Fault(
        REQUIREMENT,
        "Tenga el dominio activo.",
        "Tenga el <b>dominio</b> activo.",
        "2:6",
        ("«<b>dominio</b>»", "sin esos signos"),
    ),
    "link_by_its_path": Fault(
        FAQ, "vea {{", "[lea](../demoras/) o vea {{", "2:9", ("«../demoras/»", "desde https://", "fuera del sitio")
    ),
    "link_that_runs_something": Fault(
        FAQ, "vea {{", "[lea](javascript:alert) o vea {{", "2:9", ("«javascript:…»", "https://")
    ),
    "reference_to_no_channel": Fault(
        FAQ, "vea {{", 'use {{ channel("chats") }} o vea {{', "2:9", ("«chats»", "«chat»?", "chat, correo")
    ),
    "reference_to_no_requirement": Fault(
        FAQ, "vea {{", 'falta {{ requirement("domino") }} o vea {{', "2:9", ("«domino»", "«dominio»?", "dominio, pago")
    ),
    "page_with_a_link_elsewhere": Fault(
        "site_src/docs/index.md", "Demora {{", "[Vea](http://demoras.example.com/) {{", "3:7", ("«http:…»", "https://")
    ),
    "duration_typed_in_prose": Fault(
        SERVICE, "una persona", "en 48 horas", "8:7", ("«48 horas»", '{{ promise("id-del-servicio") }}', "una sola vez")
    ),
    "group_that_does_not_exist": Fault(
        SERVICE, "manual", "manuales", "2:8", ("no existe el grupo «manuales»", "«manual»?", "manual, instantanea")
    ),
    "group_twice": Fault(
        "data/groups.yml",
        "intro: Se activan solos.",
        "intro: Se activan solos.\n  - {id: manual, name: Otra, intro: Otra.}",
        "8:10",
        ("«manual»", "data/groups.yml:2:9", "una de las dos"),
    ),
    "holiday_of_another_year": Fault(
        YEAR, "2027-01-01", "2028-01-01", "4:12", ("«2028-01-01»", "no es del año 2027", "data/holidays/2028.yml")
    ),
    "holiday_twice": Fault(
        "data/holidays/2026.yml",
        "2026-01-01",
        "2026-05-25",
        "5:12",
        ("«2026-05-25»", "data/holidays/2026.yml:4", "una sola"),
    ),
    "never_open": Fault(
        CALENDAR,
        "  monday: [09:00-13:00, 14:00-18:00]\n  friday: [09:00-18:00]",
        "  monday: []",
        "3:3",
        ("nunca", "monday:"),
    ),
    "one_product_twice_in_one_service": Fault(
        BILLING,
        "[Web - Simplenews]",
        "[Web - Simplenews, Web - Simplenews]",
        "8:34",
        ("dos veces", "data/billing.yml:8:16"),
    ),
    "one_ending_two_services": Fault(
        BILLING,
        "[Web - Simplenews]",
        "[]\n    domain_endings: [.net, .com]",
        "9:28",
        ("«.com»", "(simplenews)", "data/billing.yml:6:22 (hosting)", "una de las dos"),
    ),
    "one_product_two_services": Fault(
        BILLING,
        "Web - Simplenews",
        "Hosting - Inicial",
        "8:16",
        ("«Hosting - Inicial»", "(simplenews)", "data/billing.yml:5:16 (hosting)", "una de las dos"),
    ),
    "one_ending_two_transfers": Fault(
        BILLING,
        "order_statuses",
        "  - {service: hosting, kind: transfer, domain_endings: [.com]}\n"
        "  - {service: acme, kind: transfer, domain_endings: [.net, .com]}\norder_statuses",
        "10:60",
        ("«.com»", "(acme)", "data/billing.yml:9:57 (hosting)", "una de las dos"),
    ),
    "all_renewals_two_services": Fault(
        BILLING,
        "order_statuses",
        "  - {service: hosting, kind: renewal}\n  - {service: acme, kind: renewal}\norder_statuses",
        "10:27",
        ("«renewal»", "(acme)", "data/billing.yml:9:30 (hosting)", "una de las dos"),
    ),
    "one_service_two_entries": Fault(
        BILLING,
        "order_statuses",
        "  - service: hosting\norder_statuses",
        "9:14",
        ("«hosting»", "data/billing.yml:4:14"),
    ),
    "one_status_two_stages": Fault(
        BILLING,
        "En revisión",
        "En producción",
        "11:14",
        ("«En producción»", "data/billing.yml:10:14", "una de las dos"),
    ),
    "reference_cut_short": Fault(
        SERVICE, "Lo activa una persona.", "'{{ promise('", "8:7", ("no es una referencia completa", "company_name")
    ),
    "reference_in_a_question": Fault(
        "data/faq/plazo.yml",
        "¿Cuánto demora?",
        "'¿{{ company_name }}?'",
        "1:11",
        ("{{ company_name }}", "sin referencias"),
    ),
    "reference_of_no_kind": Fault(
        SERVICE,
        "Lo activa una persona.",
        "'{{ promesa(\"hosting\") }}'",
        "8:7",
        ('«{{ promesa("hosting") }}»', "«promise»?", "target("),
    ),
    "reference_to_no_service": Fault(
        "data/faq/plazo.yml",
        'promise("simplenews")',
        'promise("simplnews")',
        "2:9",
        ("«simplnews»", "«simplenews»?", "acme"),
    ),
    "reference_to_no_target": Fault(
        "data/attention/chat.yml", '"chat"', '"correo"', "6:14", ("«correo»", "con plazo", "Se aceptan: chat.")
    ),
    "requirement_that_does_not_exist": Fault(
        SERVICE, "dominio,", "dominios,", "5:16", ("el requisito «dominios»", "«dominio»?", "dominio, pago")
    ),
    "requirement_twice": Fault(SERVICE, "dominio,", "pago,", "5:22", ("«pago»", f"{SERVICE}:5:16", "una de las dos")),
    "revocation_twice": Fault(
        "data/revocations.yml",
        "revision: 2}",
        "revision: 2}\n  - {tag: 00112233445566778899aabbccddeeff, revision: 3}",
        "3:11",
        ("«00112233445566778899aabbccddeeff»", "data/revocations.yml:2:11"),
    ),
    "place_of_nowhere": Fault(
        REQUIREMENT,
        "owner:",
        "through: elsewhere\nowner:",
        "3:10",
        ("«elsewhere»", "falta «place»", "«place: la empresa"),
    ),
    "place_that_is_ours": Fault(
        REQUIREMENT,
        "owner:",
        "through: ticket\nplace: la otra empresa\nowner:",
        "4:8",
        ("«place»", "elsewhere", "quite"),
    ),
    "place_without_a_way": Fault(
        REQUIREMENT, "owner:", "place: la otra empresa\nowner:", "3:8", ("«place»", "«through: elsewhere»", "quite")
    ),
    "target_missing": Fault(
        "data/attention/correo.yml",
        "target_kind: none",
        "target_kind: average",
        "4:14",
        ("«average»", "1 a 3 horas", "none"),
    ),
    "target_of_no_kind": Fault(
        "data/attention/chat.yml", "maximum", "none", "5:14", ("«none»", "Quite «target»", "maximum, usual o average")
    ),
    "two_exceptions_on_one_date": Fault(
        CALENDAR, "2026-12-20", "2026-12-19", "10:12", ("«2026-12-19»", f"{CALENDAR}:9", "una sola")
    ),
    "year_unlike_its_file": Fault(YEAR, "year: 2027", "year: 2026", "1:7", ("«2026»", "Escriba 2027")),
    "page_with_a_duration": Fault(
        "site_src/docs/index.md", "{{ promise('hosting') }}", "**48** horas", "3:10", ("«48** horas»", "una sola vez")
    ),
    "page_with_a_reference_to_nothing": Fault(
        "site_src/docs/index.md",
        "promise('hosting')",
        "promise('hostin')",
        "3:8",
        ("«hostin»", "«hosting»?", "simplenews"),
    ),
}
