<?php
/**
 * What the hook says, a copy of generator/words/es.toml that `python3 -m tests.integrations.words_file` makes.
 */

declare(strict_types=1);

namespace Demoras;

const WORDS = <<<'JSON'
{
 "dates": {
  "and": "y",
  "at": "{day} a {clock}",
  "between": "entre el {first} y el {last}",
  "clock": {
   "more": "las {time}",
   "one": "la {time}"
  },
  "day": "{weekday} {day} de {month} de {year}",
  "day_of_year": "{weekday} {day} de {month}",
  "end_of_day": "{day} al final del día",
  "months": [
   "enero",
   "febrero",
   "marzo",
   "abril",
   "mayo",
   "junio",
   "julio",
   "agosto",
   "septiembre",
   "octubre",
   "noviembre",
   "diciembre"
  ],
  "on": "el {day}",
  "weekdays": [
   "lunes",
   "martes",
   "miércoles",
   "jueves",
   "viernes",
   "sábado",
   "domingo"
  ]
 },
 "order_page": {
  "a_service": "servicio",
  "act_below": "completar lo que figura abajo",
  "active_since": "Se activó {when}.",
  "age": "Actualizado {when}.",
  "all_active": "Todo listo: los {figure} servicios de este pedido están activos.",
  "all_cancelled": "Se cancelaron los {figure} servicios de este pedido.",
  "all_over": "Este pedido terminó: {active} y {cancelled}.",
  "all_unpaid": "Falta pagar este pedido, de {figure} servicios.",
  "ask_how_it_goes": "{told} Para saber cómo sigue, escríbanos por un ticket.",
  "due": "Estará listo a más tardar el",
  "due_from": "desde el {first}",
  "due_late": "Debía estar listo a más tardar el",
  "due_promised": "Le prometimos que estará listo a más tardar el",
  "due_range": "Estará listo",
  "due_until": "hasta el {last}",
  "ended": "Este pedido terminó.",
  "ended_active": "Todo lo que incluía quedó activo.",
  "ended_both": "Una parte quedó activa y el resto se canceló.",
  "ended_cancelled": "Se canceló todo lo que incluía.",
  "ended_on": "Este pedido terminó el {day}.",
  "ended_stopped": "Lo que incluía, o una parte, ya no figura como activo.",
  "lead_for": "En su pedido de {service} falta {actions}.",
  "lead_late": "Estamos con demora en su pedido de {service}.",
  "lead_past": "Su pedido de {service} ya debería estar listo.",
  "more_items": {
   "more": "Y {figure} servicios más en este pedido.",
   "one": "Y 1 servicio más en este pedido."
  },
  "no_items": "Este pedido no tiene servicios para mostrar.",
  "nothing_dated": "No sabemos de cuándo es lo último que supimos de su pedido.",
  "nothing_newer": "Lo último que supimos de su pedido es del {moment}.",
  "number": "Pedido N.º {number}",
  "over_active": {
   "more": "{figure} servicios están activos",
   "one": "1 servicio está activo"
  },
  "over_cancelled": {
   "more": "{figure} se cancelaron",
   "one": "1 se canceló"
  },
  "range_promised": "Le prometimos que estará listo",
  "the_order": "Pedido",
  "today": "hoy a {clock}",
  "within_day": "el {day}, entre {from} y {to}"
 },
 "reasons": {
  "beyond_calendar": {
   "lead": "Todavía no podemos calcular la fecha de su pedido de {service}."
  },
  "empty_order": {
   "lead": "Todavía no sabemos qué incluye su pedido."
  },
  "expired": {
   "lead": "El servicio {service} está vencido."
  },
  "payment_unclear": {
   "lead": "No podemos confirmar el pago de su pedido de {service}."
  },
  "requirements_unreported": {
   "lead": "No sabemos si ya están los requisitos de su pedido de {service}: revíselos abajo."
  },
  "suspended": {
   "lead": "El servicio {service} está suspendido."
  },
  "unmapped": {
   "lead": "No hay un plazo publicado para su pedido de {service}."
  },
  "unmapped_addon": {
   "lead": "{service}: no tiene un plazo publicado."
  },
  "unmapped_renewal": {
   "lead": "{service}: no tiene un plazo publicado."
  },
  "unmapped_status": {
   "lead": "Su pedido de {service} está en una etapa interna."
  },
  "unmapped_transfer": {
   "lead": "{service}: la demora depende del registro anterior."
  },
  "unmapped_upgrade": {
   "lead": "{service}: no tiene un plazo publicado."
  }
 },
 "shop": {
  "not_known": "Consulte en qué etapa está su pedido, la fecha prevista y si falta algo de su parte. La página de un pedido nuevo se habilita con la próxima actualización del sitio.",
  "private": "El enlace es privado: quien lo tenga podrá ver la página, sin contraseña.",
  "reply": "{told} Puede seguir su pedido, con la fecha al día, en esta página privada: {link}",
  "reply_unread": "Puede seguir su pedido en esta página privada: {link}",
  "see_order": "Ver mi pedido",
  "staff_reply": "Respuesta para copiar",
  "staff_title": "Lo que el cliente ve de su pedido",
  "staff_unread": "Todavía no hay nada que mostrar de este pedido: su página se habilita con la próxima actualización del sitio, o no se la pudo leer."
 },
 "stages": {
  "active": {
   "lead": "El servicio {service} está activo.",
   "lead_of_client": ""
  },
  "awaiting_payment": {
   "lead": "Estamos acreditando el pago de su pedido de {service}.",
   "lead_of_client": "Falta pagar su pedido de {service}."
  },
  "awaiting_requirements": {
   "lead": "Estamos revisando los requisitos de su pedido de {service}.",
   "lead_of_client": "Falta {actions}."
  },
  "cancelled": {
   "lead": "Se canceló su pedido de {service}.",
   "lead_of_client": ""
  },
  "in_progress": {
   "lead": "Estamos preparando su pedido de {service}.",
   "lead_of_client": "Falta que responda por su pedido de {service}."
  },
  "under_review": {
   "lead": "Estamos revisando su pedido de {service}.",
   "lead_of_client": ""
  },
  "unknown": {
   "lead": "No podemos mostrar en qué etapa está su pedido de {service}.",
   "lead_of_client": ""
  }
 }
}
JSON;
