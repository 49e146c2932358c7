"""The Spanish sentences that editors show beside each kind of file of `data/` and each key of it."""

from __future__ import annotations

from collections.abc import Mapping

_ALSO = "Cómo más lo llama la gente: lo encuentra el buscador y no se muestra."
_PROSE = 'Una cifra se escribe como referencia: {{ promise("hosting") }}.'
_ID = "letras minúsculas sin acento, dígitos y guiones"
_HOURS = "Horarios de apertura de ese día: [09:00-13:00, 14:00-18:00]. Un día sin horarios está cerrado."

ANYWHERE: Mapping[str, str] = {
    "assumed": "true si es un dato que la empresa todavía no confirmó. Cuando lo confirmen, quite la línea.",
    "owner": "Quién responde por este dato y lo revisa: soporte, comercial, desarrollo u otro equipo.",
    "position": "Lugar entre los de su lista, de 0 a 9999: primero los menores; a igual número, por nombre.",
    "review_by": "Fecha, AAAA-MM-DD, hasta la que hay que volver a revisar este dato. Si ya pasó, o falta para ella "
    "más de tres años, «demoras check» avisa.",
}
"""Keys that mean the same in every file."""

KEY_WORDS: Mapping[str, Mapping[str, str]] = {
    "Service": {
        "": "Un servicio y su plazo. El nombre del archivo es su identificador y la dirección de su página.",
        "name": "Nombre del servicio, como lo lee un cliente, hasta 200 caracteres. Dos servicios no llevan el mismo.",
        "group": "Grupo de la tabla de demoras en el que va: el «id» de una entrada de data/groups.yml.",
        "promise": "El plazo. Es el único lugar donde figura esta cifra.",
        "clock_starts": "Desde cuándo corre el plazo: payment_credited, desde que se acredita el pago; "
        "requirements_met, desde que están cumplidos todos los requisitos.",
        "requirements": "Qué hace falta para empezar: nombres de archivos de data/requirements/, sin «.yml».",
        "retired": "Fecha, AAAA-MM-DD, desde la que no se ofrece: sale de las páginas y sus pedidos siguen como están.",
        "also": _ALSO,
        "note": f"Aclaración que se lee junto al plazo. {_PROSE}",
    },
    "Requirement": {
        "": "Un requisito: qué tiene que estar antes de empezar. El nombre del archivo es su identificador.",
        "name": "Nombre del requisito, como lo lee un cliente.",
        "how": f"Qué tiene que enviar o hacer el cliente para cumplirlo. {_PROSE}",
        "through": "Por dónde: ticket, un ticket; client_area, el área de clientes; elsewhere, otra empresa. Si "
        "falta, «demoras check» avisa.",
        "place": "Dónde, sólo con elsewhere: «la empresa donde registró el dominio».",
        "action": "El mismo requisito como algo por hacer, para después de «falta»: «delegar el dominio».",
        "kind": "payment: lo informa la facturación cuando se acredita el pago; client: lo cumple el cliente.",
    },
    "Attention": {
        "": "Un canal de atención o una clase de ticket, y en cuánto se contesta.",
        "name": "Nombre del canal o de la clase de ticket.",
        "kind": "channel: un canal de contacto; ticket: una clase de ticket.",
        "audience": "A quiénes atiende: «Clientes», por ejemplo.",
        "target": "En cuánto se contesta. Es el único lugar donde figura esta cifra.",
        "target_kind": "maximum: nunca se tarda más que eso; usual: lo que suele tardarse, sin prometerlo; "
        "average: es un promedio; none: no hay un plazo.",
        "description": f"Qué puede esperar quien usa este canal. {_PROSE}",
        "contact": "Por dónde se escribe o se llama: una dirección (la de un WhatsApp es https://wa.me/5493415551234), "
        "un correo, o un teléfono con el número de su país. Un ticket sin «contact» lleva al área de clientes.",
        "departments": (
            "Los números de los departamentos de la facturación cuyos tickets son éstos: "
            "con ellos se mide en cuánto se contestan."
        ),
        "also": _ALSO,
    },
    "Faq": {
        "": "Una pregunta y su respuesta.",
        "question": "La pregunta, en palabras de un cliente, sin cifras ni referencias.",
        "wordings": "Otras maneras de preguntarlo: las encuentra el buscador y no se muestran.",
        "answer": f"La respuesta, lista para enviarse a un cliente, en Markdown: párrafos, listas y enlaces. {_PROSE}",
        "audience": "public: la lee cualquiera en el sitio; internal: sólo el personal, no sale en el sitio público.",
    },
    "Notice": {
        "": "Algo temporal. No se borra cuando termina: pasa solo a los avisos anteriores.",
        "kind": "delay: cambia un plazo; maintenance: un mantenimiento; announcement: un anuncio.",
        "title": "Título del aviso.",
        "reason": f"Por qué, para los clientes. {_PROSE}",
        "from": "Primera fecha en la que rige, AAAA-MM-DD.",
        "until": "Última fecha en la que rige, AAAA-MM-DD. Si es dentro de más de un año, «demoras check» avisa.",
        "services": "Servicios afectados: nombres de archivos de data/services/, sin «.yml».",
        "groups": "Grupos enteros afectados: el «id» de entradas de data/groups.yml.",
        "promise": "El plazo de los pedidos cuyo plazo empieza en esas fechas. Sólo para delay.",
    },
    "Company": {
        "": "La empresa de este sitio.",
        "name": "Nombre de la empresa.",
        "accent": "Color de la empresa, entre comillas: '#0b5a8a'. Las páginas lo aclaran u oscurecen hasta "
        "que se lea. Su logo va en data/logo.svg; sin él se ven las iniciales.",
        "typeface": "Letra de todas las páginas, de las que cada lector ya tiene: system, la de su sistema; "
        "grotesque, como Helvetica; geometric, como Avenir; humanist, como Calibri; rounded, redondeada; serif, con "
        "remates, como Charter.",
        "site": "Nombre corto de esta instalación. Forma parte de cada enlace: si se cambia, cambian todos.",
        "site_url": "Dirección del sitio publicado; termina en «/».",
        "sla_manual_url": "Dirección del acuerdo de niveles de servicio (SLA). Sin ella, ninguna página lo nombra.",
        "unlisted": "Qué se le dice a quien busca un producto que no está en la lista.",
        "client_area_url": "Dirección del área de clientes, donde están sus facturas y tickets.",
        "invoices_url": "Dirección de sus facturas, donde paga; la misma para todos los clientes. En WHMCS termina en "
        "clientarea.php?action=invoices. Sin ella, se lo lleva al área de clientes.",
        "new_ticket_url": "Dirección para abrir un ticket. En WHMCS termina en submitticket.php. Sin ella, se lo lleva "
        "al área de clientes.",
        "order_whatsapp": "WhatsApp al que un cliente pregunta por su pedido, con el número de su país. "
        "Sin él, se le pide que escriba un ticket.",
        "late_meaning": f"Qué quiere decir que haya demora, y a quién preguntar. {_PROSE}",
        "order_link_question": "Pregunta para quien perdió el enlace de su pedido, a la que lleva Inicio: un archivo "
        "público de data/faq/, sin «.yml».",
        "allowed_hosts": "Otros sitios a los que pueden llevar los textos, sin «https://»: [ayuda.example.com].",
    },
    "Groups": {
        "": "Los grupos de la tabla de demoras.",
        "groups": "Los grupos, en el orden en que se muestran.",
    },
    "Group": {
        "": "Un grupo de servicios.",
        "id": f"Identificador, que usan los servicios en «group»: {_ID}. No se cambia.",
        "name": "Título del grupo.",
        "intro": "Texto que abre el grupo. No es obligatorio.",
        "custom": "true si son productos a medida: así los filtra la tabla de demoras.",
    },
    "CalendarSettings": {
        "": "Cuándo atiende la empresa: de acá sale cada fecha que se calcula.",
        "zone": "Zona horaria de la empresa: America/Argentina/Buenos_Aires.",
        "weekly_hours": "Los horarios de una semana común. Un día que no figura está cerrado.",
        "cut_off": "Lo que empieza a esa hora o después tiene su día de inicio el día hábil siguiente: closing (el "
        "cierre de cada día) o una hora entre la apertura y el último cierre.",
        "closures": "Fechas en las que la empresa cierra, pase lo que pase.",
        "exceptions": "Fechas con un horario propio: un sábado trabajado, el medio día de un feriado o festivo.",
    },
    "WeeklyHours": {
        "": "Los horarios de una semana común. Un día que no figura está cerrado.",
        **dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), _HOURS),
    },
    "Closure": {
        "": "Un cierre: {first: 2026-12-28, last: 2026-12-31, name: Cierre de fin de año}.",
        "first": "Primera fecha cerrada, AAAA-MM-DD.",
        "last": "Última fecha cerrada, AAAA-MM-DD.",
        "name": "Por qué se cierra, como se lee en el calendario.",
    },
    "ExceptionHours": {
        "": "Una excepción: {date: 2026-12-19, hours: [09:00-13:00], name: Sábado trabajado}.",
        "date": "La fecha, AAAA-MM-DD.",
        "hours": "Los horarios de esa fecha: [09:00-13:00].",
        "name": "Por qué, como se lee en el calendario.",
    },
    "HolidayYear": {
        "": "Los feriados o festivos de un año: no son días hábiles. «demoras holidays» agrega los que falten.",
        "year": "El año, que es también el nombre del archivo.",
        "country": "Código del país, dos letras mayúsculas: AR. El mismo en todos los años.",
        "days": "Los feriados o festivos y los días no laborables del año.",
        "omit": "Fechas que «demoras holidays» no debe agregar, porque para la empresa son días comunes.",
    },
    "Holiday": {
        "": "Un feriado o festivo, o un día no laborable.",
        "date": "La fecha, AAAA-MM-DD, del año del archivo.",
        "name": "Nombre del día.",
        "kind": "Qué es: «holiday» (un feriado o festivo, lo usual), «bridge» (un puente; en la Argentina, día no "
        "laborable con fines turísticos) o «non_working» (otro día no laborable).",
        "source": "De dónde sale: la ley, el decreto o el paquete que lo informó.",
    },
    "Billing": {
        "": "Cómo se leen las palabras de la facturación.",
        "zone": "Zona horaria del reloj de la facturación, que informa las horas sin zona.",
        "sync_every_minutes": "Cada cuántos minutos se lee la facturación, de 5 a 1440.",
        "services": "Qué producto de la facturación es cuál de los servicios. De un servicio que no esté acá, "
        "«demoras check» avisa.",
        "order_statuses": "Qué quiere decir cada estado de pedido propio de la empresa.",
        "requirements_field": "El campo propio del producto, sólo del personal, con la fecha en que se completaron.",
        "ticket_statuses": "Qué dice cada estado de un ticket de los requisitos del servicio del que trata.",
        "automatic_repliers": "Nombres con los que la facturación contesta sola; no cuentan como primera respuesta.",
        "events": "De dónde se leen los eventos que anota el hook de WHMCS: «activity_log», el registro de actividad.",
        "limits": "Cuánto puede durar y leer una corrida, si no alcanza lo usual, que vale para el que falte.",
        "ledger_hours": "Horas que puede tener el Ledger anterior, de 1 a 8760; lo usual, 24 (o dos veces "
        "«sync_every_minutes», si es más).",
    },
    "BillingLimits": {
        "run_seconds": "Segundos para todo lo que lee una corrida, de 60 a 18000; lo usual, 480.",
        "call_seconds": "Segundos para una consulta, con sus repeticiones, de 5 a 300; lo usual, 30.",
        "page_size": "Filas que se piden en cada consulta, de 10 a 1000; lo usual, 250.",
        "answer_megabytes": "Megabytes que puede pesar una respuesta, de 1 a 64; lo usual, 8.",
    },
    "BillingTicketStatus": {
        "": "Qué dice un estado de ticket de los requisitos.",
        "status": "El estado, con las palabras de la facturación.",
        "stage": "in_progress si quiere decir que están completos; awaiting_requirements si quiere decir que faltan.",
    },
    "BillingService": {
        "": "Cómo llama la facturación a un servicio.",
        "service": "El servicio: el nombre de un archivo de data/services/, sin «.yml».",
        "kind": "De qué clase de línea se trata, si no es un alta: transfer, transferencia de un dominio; renewal, "
        "renovación; addon, adicional; upgrade, cambio de plan. Sin productos ni terminaciones, valen todas las de esa "
        "clase.",
        "products": "Textos exactos de la línea del pedido: «Grupo - Nombre»; de un adicional, su nombre.",
        "domain_endings": "Terminaciones de los dominios registrados, transferidos o renovados: [.com, .net].",
    },
    "BillingStatus": {
        "": "Un estado de pedido propio de la empresa.",
        "status": "El estado, tal como está escrito en la facturación.",
        "stage": "La etapa que muestra la página del pedido: awaiting_payment, espera el pago; awaiting_requirements, "
        "espera los requisitos; in_progress, en curso; under_review, en revisión.",
    },
    "Manual": {
        "": "El manual de la empresa (BookStack): en qué páginas va nuestro bloque.",
        "base_url": "Dirección del manual; termina en «/».",
        "edit_url": "Dirección en la que se edita data/, a la que lleva el bloque; termina en «/».",
        "pages": "Las páginas que llevan un bloque: {page: 12, block: delays}.",
    },
    "ManualPage": {
        "": "Una página del manual y el bloque que lleva.",
        "page": "El número de la página en el manual, de 1 en adelante.",
        "block": "delays: los servicios con sus plazos; sla: los canales y tickets con los suyos.",
        "open": "true si la página existe para estas cifras: el bloque va a la vista, sin plegar.",
    },
    "Revocations": {
        "": "Los pedidos cuyos enlaces anteriores ya no abren.",
        "revocations": "Un pedido por línea: {tag: <las 32 cifras>, revision: 1}.",
    },
    "Revocation": {
        "": "Un pedido cuyos enlaces anteriores ya no abren.",
        "tag": "Las 32 cifras del pedido, que muestra el resumen de la corrida.",
        "revision": "Cuántas veces se anuló: 1 la primera; para anular otra vez, uno más.",
        "erase": "true si el cliente pidió que no se guarde nada de su pedido.",
    },
}
"""By the model's name: a sentence for the whole under "", then one per key."""


def sentence(model: str, key: str = "") -> str | None:
    """Return what is said of a model, or of one of its keys; nothing where nobody has written it yet."""
    return KEY_WORDS.get(model, {}).get(key) or ANYWHERE.get(key)
