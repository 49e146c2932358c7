"""Some six hundred searches as this company's clients type them, and the place that each must find first."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from playwright.sync_api import Page, expect

from generator.load import load_catalog
from tests.sample_company import REPOSITORY
from tests.site.making import Made
from tests.site.searching import found_by

ORDER, ACCESS = "preguntas/#enlace-de-mi-pedido", "preguntas/#correo-de-acceso"
CHANNELS, TICKETS = "atencion/#canales", "atencion/#tickets"
# A ticket while no channel says its address, else either.
TALK = (TICKETS, CHANNELS)
# A channel by its name, whose row says what is known of it as long as that is no address.
WHATSAPP, CHAT, MAIL, FORMS = (
    (f"atencion/#{key}", CHANNELS) for key in ("whatsapp", "chat", "correo-electronico", "formularios-de-contacto")
)
UNLISTED, PAID = "preguntas/#producto-no-listado", "preguntas/#pague-por-transferencia"
LATE, PAY = "preguntas/#pedido-demorado", "preguntas/#como-pago"
USED = "preguntas/#como-uso-mi-servicio"
REFUND, CANCELLED, ANSWERED = (
    f"preguntas/#{key}" for key in ("reintegro", "cancelar-un-pedido", "cuanto-demora-un-ticket")
)
NEEDED, DELEGATED = "preguntas/#requisitos-de-mi-pedido", "preguntas/#delegar-mi-dominio"
NEWS = "datos-abiertos/#novedades"
HOURS, HOLIDAYS, COUNTING, ALL = "calendario/#horario", "calendario/#feriados", "calendario/#cuenta", "demoras/"
# Where two services are meant as much, either may come first.
SHOPS = ("demoras/tiendas/", "demoras/ecommerce/")
STREAMS = ("demoras/audio-radio-streaming/", "demoras/videostreaming/")
ANDROID = ("demoras/app-audio-streaming-android/", "demoras/app-videostreaming-android/")
FEASTS = tuple(f"calendario/#feriados-{year}" for year in (2026, 2027, 2028))
SEARCHES: dict[str, str | tuple[str, ...]] = {
    "estado de mi pedido": ORDER,
    "link de mi pedido": ORDER,
    "perdí el enlace": ORDER,
    "streming": "demoras/audio-radio-streaming/",
    "radio": "demoras/audio-radio-streaming/",
    "video streaming": "demoras/videostreaming/",
    "videostreming": "demoras/videostreaming/",
    "ecomerce": "demoras/ecommerce/",
    "tienda online": "demoras/tiendas/",
    "noticiero": ("demoras/portal-noticioso/", "demoras/noticioso-plus/"),
    "portal de noticias": "demoras/portal-noticioso/",
    "wasap": WHATSAPP,
    "mail": MAIL,
    "aplicaciones": "demoras/app-audio-streaming-android/",
    "app iphone": "demoras/app-audio-streaming-iphone/",
    "cuanto demora el hosting": "demoras/hosting/",
    "dominios": "demoras/registro-dominios-internacionales/",
    "reseller": "demoras/revendedor/",
    "locucion": "demoras/locuciones-personalizadas/",
    "diseño web": "demoras/diseno-web-autoadministrable/",
    "constructor": "demoras/constructor-web/",
    "feriados": "calendario/#feriados",
    "a que hora abren": "calendario/#horario",
    "cuando empieza a contar": "preguntas/#cuando-comienza-la-demora",
    "sla": "atencion/#sla",
    "pague por transferencia": PAID,
    "reembolso": "preguntas/#reintegro",
    "cancelar": "preguntas/#cancelar-un-pedido",
    "no me llegó el mail de acceso": ACCESS,
    "contraseña": ACCESS,
    "dns": DELEGATED,
    "delegación": DELEGATED,
    "cambiar los dns": DELEGATED,
    "requisitos": NEEDED,
    "que requisitos tiene": NEEDED,
    "telefono": TALK,
    "quiero hablar con alguien": TALK,
    "precios": TALK,
    "cuanto sale": TALK,
    "ssl": UNLISTED,
    "vps": UNLISTED,
    "backups": UNLISTED,
    "migrar mi sitio": UNLISTED,
    "wordpres": UNLISTED,
    "soporte tecnico": TICKETS,
    "reclamo": TICKETS,
    "urgente": TICKETS,
    "no anda": TICKETS,
    "servidor caido": TICKETS,
    "tikets": TICKETS,
    "mantenimiento": "avisos/",
    "dias habiles": "calendario/#cuenta",
    "que es un dia habil": "calendario/#cuenta",
    "atienden los sabados": "calendario/#horario",
    "demoras": "demoras/",
    "dar de baja": "preguntas/#cancelar-un-pedido",
    "devolución de dinero": "preguntas/#reintegro",
    "ya pague y no se activa": PAID,
    "tarjeta de credito": PAY,
    "comprobante": PAID,
    "me olvide la clave": ACCESS,
    "transmitir en vivo": STREAMS,
    "spot publicitario": "demoras/locuciones-personalizadas/",
    "renovar dominio": "demoras/registro-dominios-internacionales/",
    "carrito de compra": SHOPS,
    "cuanto tarda el hosting": "demoras/hosting/",
    "no me anda": TICKETS,
    "mercado pago": PAY,
    "mercadopago": PAY,
    "cbu": PAY,
    "alias": PAY,
    "baja": CANCELLED,
    "reintegro": REFUND,
    "factura a": TICKETS,
    "factura": PAY,
    "ya pagué y no se activó": PAID,
    "contrato": "preguntas/#cual-es-el-sla",
    "compensación": "preguntas/#cual-es-el-sla",
    "privacidad": ORDER,
    "qr": ORDER,
    "rapipago": PAY,
    "pago facil": PAY,
    "deposito bancario": PAID,
    "transferi y no me figura": PAID,
    "no me tomo el pago": PAID,
    "pague ayer": PAID,
    "debito automatico": PAY,
    "dolares": TALK,
    "iva": TICKETS,
    "monotributo": TICKETS,
    "no carga mi pagina": TICKETS,
    "se colgo la radio": TICKETS,
    "no se escucha": TICKETS,
    "se corta el stream": TICKETS,
    "sin servicio": TICKETS,
    "no funca": TICKETS,
    "pagina lenta": TICKETS,
    "error 500": TICKETS,
    "no me llegan los mails": TICKETS,
    "hackearon mi web": TICKETS,
    "whatsap": WHATSAPP,
    "watsap": WHATSAPP,
    "celular": (*TALK, *ANDROID),
    "direccion": TALK,
    "facebook": TALK,
    "instagram": TALK,
    "hablar con un humano": TALK,
    "horarios de atencion": HOURS,
    "atienden los domingos": HOURS,
    "estan abiertos hoy": HOURS,
    "navidad": FEASTS,
    "feriado puente": HOLIDAYS,
    "carnaval": FEASTS,
    "donde esta mi pedido": ORDER,
    "seguimiento": ORDER,
    "numero de pedido": ORDER,
    "rastrear pedido": ORDER,
    "cuando me activan": ALL,
    "todavia no me activaron": PAID,
    "no me llego nada": ACCESS,
    "no puedo entrar": ACCESS,
    "no puedo ingresar al panel": ACCESS,
    "olvide mi contraseña": ACCESS,
    "usuario y clave": ACCESS,
    "cpanel": "demoras/hosting/",
    "hostin": "demoras/hosting/",
    "hosteo": "demoras/hosting/",
    "alojamiento web": "demoras/hosting/",
    "revendedores": "demoras/revendedor/",
    "radio online": "demoras/audio-radio-streaming/",
    "stream": "demoras/audio-radio-streaming/",
    "shoutcast": "demoras/audio-radio-streaming/",
    "icecast": "demoras/audio-radio-streaming/",
    "tv online": "demoras/videostreaming/",
    "canal de television": "demoras/videostreaming/",
    "camara en vivo": "demoras/videostreaming/",
    "dominio .com.ar": UNLISTED,
    "nic ar": UNLISTED,
    "pagina de noticias": "demoras/portal-noticioso/",
    "diario online": "demoras/portal-noticioso/",
    "pagina web": "demoras/constructor-web/",
    "wix": "demoras/constructor-web/",
    "tiendanube": "demoras/tiendas/",
    "tienda nube": "demoras/tiendas/",
    "e-commerce": "demoras/ecommerce/",
    "e commerce": "demoras/ecommerce/",
    "vender online": SHOPS,
    "aplicacion celular": "demoras/app-audio-streaming-android/",
    "play store": "demoras/app-audio-streaming-android/",
    "aple store": "demoras/app-audio-streaming-iphone/",
    "ios": "demoras/app-audio-streaming-iphone/",
    "jingle": "demoras/locuciones-personalizadas/",
    "locutor": "demoras/locuciones-personalizadas/",
    "grabacion de spot": "demoras/locuciones-personalizadas/",
    "arrepentimiento": CANCELLED,
    "boton de arrepentimiento": CANCELLED,
    "quiero darme de baja": CANCELLED,
    "cancelacion": CANCELLED,
    "devolucion": REFUND,
    "quiero mi plata": REFUND,
    "me cobraron de mas": TICKETS,
    "tardan mucho": ANSWERED,
    "por que tardan tanto": ANSWERED,
    "demora ticket": ANSWERED,
    "no me responden": ANSWERED,
    "nadie contesta": ANSWERED,
    "dias corridos": COUNTING,
    "fin de semana": HOURS,
    "48hs": "demoras/revendedor/",
    "24/7": HOURS,
    "hora de corte": HOURS,
    "cumplen los plazos": "cumplimiento/",
    "avisos": "avisos/",
    "api": "datos-abiertos/",
    "upgrade de plan": TICKETS,
    "cambiar de plan": TICKETS,
    "email": MAIL,
    "certificado ssl": UNLISTED,
    "migracion": UNLISTED,
    "servidor dedicado": UNLISTED,
    "seo": UNLISTED,
    "redes sociales": UNLISTED,
    "app android": ANDROID,
    "cuanto tarda una app": ("demoras/app-audio-streaming-iphone/", *ANDROID),
    "medido": "cumplimiento/",
    "revolucion": FEASTS,
    "dominio .com": "demoras/registro-dominios-internacionales/",
    "cancelar mi dominio": CANCELLED,
    "plazo de mi reintegro": REFUND,
    "delegar mi dominio": DELEGATED,
    "xqzwvk hosting": "demoras/hosting/",
    "requisitos xqzwvk": NEEDED,
    "no me llego el mail": ACCESS,
    "cuando abren": HOURS,
    "feriado": HOLIDAYS,
    "se cayo la radio": TICKETS,
    "estado del pedido": ORDER,
    "mi pedido": ORDER,
    "pedido 1234": ORDER,
    "nro de pedido": ORDER,
    "wathsapp": WHATSAPP,
    "whasap": WHATSAPP,
    "guasap": WHATSAPP,
    "wpp": WHATSAPP,
    "precios hosting": TALK,
    "cuanto sale la app": TALK,
    "reembolzo": REFUND,
    "me devuelven la plata": REFUND,
    "quiero que me devuelvan": REFUND,
    "dominoi": "demoras/registro-dominios-internacionales/",
    "hostig": "demoras/hosting/",
    "estreaming": "demoras/audio-radio-streaming/",
    "streamin radio": "demoras/audio-radio-streaming/",
    "apple": "demoras/app-audio-streaming-iphone/",
    "googl play": "demoras/app-audio-streaming-android/",
    "shop": "demoras/tiendas/",
    "pagina de ventas": "demoras/tiendas/",
    "sitio web": "demoras/constructor-web/",
    "donde pago": PAY,
    "medios de pago": PAY,
    "formas de pago": PAY,
    "paypal": PAY,
    "efectivo": PAY,
    "boleta": TICKETS,
    "factura electronica": TICKETS,
    "nota de credito": TICKETS,
    "ayuda": TICKETS,
    "hoy atienden": HOURS,
    "finde": HOURS,
    "semana santa": HOLIDAYS,
    "24 de diciembre": "calendario/#feriados-2026",
    "primero de mayo": FEASTS,
    "año nuevo": FEASTS,
    "cuanto tardan en contestar": ANSWERED,
    "cuanto falta": ("./", ALL),
    "pague y no tengo nada": PAID,
    "no puedo entrar al cpanel": ACCESS,
    "contrasena": ACCESS,
    "iniciar sesion": ACCESS,
    "login": ACCESS,
    "caida": TICKETS,
    "esta caido el servidor": TICKETS,
    "se escucha mal": TICKETS,
    "me suspendieron": TICKETS,
    "vencimiento": TICKETS,
    "renovar hosting": (TICKETS, "demoras/hosting/"),
    "ampliar espacio": TICKETS,
    "configurar mail": TICKETS,
    "outlook": TICKETS,
    "anular pedido": CANCELLED,
    "baja del servicio": CANCELLED,
    "arrepenti": CANCELLED,
    "transferencia de dominio": UNLISTED,
    "ip dedicada": UNLISTED,
    "ns": DELEGATED,
    "horas habiles": COUNTING,
    "corridos": COUNTING,
    "revendedr": "demoras/revendedor/",
    "str": "demoras/audio-radio-streaming/",
    "hos": "demoras/hosting/",
    "suscribirme": "calendario/#suscribirse",
    "como hago para pagar": PAY,
    "dar de alta": TALK,
    "quiero contratar": TALK,
    "sin sonido": TICKETS,
    "cuanto tarda un ticket": ANSWERED,
    "me dejaron en visto": ANSWERED,
    "tiempo de entrega": ALL,
    "plazo de entrega": ALL,
    "descargar factura": TICKETS,
    "cambiar titular": TICKETS,
    "base de datos": TICKETS,
    "pagina": "demoras/constructor-web/",
    "productos a medida": ("preguntas/#productos-a-medida",),
    "como entro": ACCESS,
    "como entro a mi cuenta": ACCESS,
    "no entro": ACCESS,
    "como accedo": ACCESS,
    "vencio mi dominio": "demoras/registro-dominios-internacionales/",
    "dominio vencido": "demoras/registro-dominios-internacionales/",
    "se me vencio el hosting": TICKETS,
    "no encuentro mi producto": UNLISTED,
    "mi producto no figura": UNLISTED,
    "servicio que no figura": UNLISTED,
    "no esta mi servicio": UNLISTED,
    "cuantos dias faltan": ALL,
    "cuantos dias habiles faltan": ALL,
    "periodico": ("demoras/portal-noticioso/", "demoras/noticioso-plus/"),
    "revista": ("demoras/portal-noticioso/", "demoras/noticioso-plus/"),
    "blog": ("demoras/portal-noticioso/", "demoras/constructor-web/"),
    "restream": "demoras/videostreaming/",
    "iptv": "demoras/videostreaming/",
    "apk": ANDROID,
    "testflight": "demoras/app-audio-streaming-iphone/",
    "gratis": TALK,
    "sucursal": TALK,
    "afip": TICKETS,
    "abogado": TICKETS,
    "cripto": PAY,
    "template": "demoras/constructor-web/",
}
STARTS, SALES = "preguntas/#cuando-comienza-la-demora", "preguntas/#cuanto-demoran-en-ventas"
DATES, APPS = (HOLIDAYS, *FEASTS), ("demoras/app-audio-streaming-iphone/", *ANDROID)
AUDIO, VIDEO, HOST, IPHONE = *STREAMS, "demoras/hosting/", APPS[0]
DOMAIN, DESIGN = "demoras/registro-dominios-internacionales/", "demoras/diseno-web-autoadministrable/"
RESELL, BUILDER, SIMPLE, PORTAL, PLUS, VOICE = (
    f"demoras/{key}/"
    for key in (
        *("revendedor", "constructor-web", "simplenews", "portal-noticioso", "noticioso-plus"),
        "locuciones-personalizadas",
    )
)
BY_KIND: dict[str, str | tuple[str, ...]] = {
    "18 de septiembre": DATES,
    "25 de mayo": DATES,
    "9 de julio": DATES,
    "25 de diciembre": DATES,
    "31 de diciembre": DATES,
    "1 de enero": DATES,
    "17 de agosto": DATES,
    "20/11": DATES,
    "8/12": DATES,
    "feriados 2027": ("calendario/#feriados-2027",),
    "2028": ("calendario/#feriados-2028",),
    "septiembre": HOLIDAYS,
    "feriado en octubre": FEASTS,
    "diciembre 2026": ("calendario/#feriados-2026", HOLIDAYS),
    "atienden el 24 de diciembre": (HOURS, *DATES),
    "jueves santo": DATES,
    "viernes santo": DATES,
    "sábado": HOURS,
    "domingo": HOURS,
    "lunes": HOURS,
    "viernes a la tarde": HOURS,
    "sabados a la mañana": HOURS,
    "a las 18": HOURS,
    "18 hs": HOURS,
    "18:00": HOURS,
    "9 a 18": HOURS,
    "hasta que hora": HOURS,
    "abren a las 9": HOURS,
    "24 hs": (RESELL, HOURS),
    "48 hs": RESELL,
    "24 a 48 horas": RESELL,
    "2 días": SIMPLE,
    "2 dias habiles": SIMPLE,
    "40 dias": APPS,
    "3 días hábiles": PORTAL,
    "2 minutos": (HOST, BUILDER, AUDIO, DOMAIN, "preguntas/#como-uso-mi-servicio", "./", ALL, "#demoras-habituales"),
    "10 minutos": (SALES, CHANNELS),
    "4 dias": PLUS,
    "1 a 3 horas": (ANSWERED, TICKETS),
    "un dia habil": (VIDEO, COUNTING),
    "4711": ORDER,
    "1234567": ORDER,
    "#4711": ORDER,
    "pedido #4711": ORDER,
    "orden 4711": ORDER,
    "nro 20481": ORDER,
    "pedido n° 1042": ORDER,
    "mi orden": ORDER,
    "8837462910": ORDER,
    "estado pedido 1042": ORDER,
    "soporte@altomarketing.com": TALK,
    "ventas@empresa.com.ar": TALK,
    "juan.perez@gmail.com": TALK,
    "contrasenia": ACCESS,
    "diseno web": DESIGN,
    "diceño web": DESIGN,
    "anio nuevo": DATES,
    "locución": VOICE,
    "atención": ("atencion/", CHANNELS),
    "hostings": HOST,
    "tienda": "demoras/tiendas/",
    "radios": AUDIO,
    "requisito": NEEDED,
    "reintegros": REFUND,
    "devoluciones": REFUND,
    "contraseñas": ACCESS,
    "locutores": VOICE,
    "portales": PORTAL,
    "osting": HOST,
    "jhosting": HOST,
    "ohsting": HOST,
    "nosting": HOST,
    "streamming": AUDIO,
    "revndedor": RESELL,
    "rvendedor": RESELL,
    "dominos": DOMAIN,
    "eintegro": REFUND,
    "reitnegro": REFUND,
    "tcket": (TICKETS, "preguntas/#que-se-transforma-en-ticket", ANSWERED),
    "ferriado": HOLIDAYS,
    "erequisitos": NEEDED,
    "cancelr": CANCELLED,
    "whatspp": WHATSAPP,
    "vdeo": VIDEO,
    "simplnews": SIMPLE,
    "noticoso": (PORTAL, PLUS),
    "dns": DELEGATED,
    "app": APPS,
    "sla": "atencion/#sla",
    "vps": UNLISTED,
    "web": (BUILDER, DESIGN),
    "voz": VOICE,
    "ssl": UNLISTED,
    "ftp": TICKETS,
    "ios": IPHONE,
    "paginaweb": BUILDER,
    "radioonline": AUDIO,
    "tiendaonline": SHOPS,
    "portalnoticioso": PORTAL,
    "appandroid": ANDROID,
    "diashabiles": COUNTING,
    "numerodepedido": ORDER,
    "mipedido": ORDER,
    "correodeacceso": ACCESS,
    "cuánto tardás": (ANSWERED, ALL),
    "pagué": PAID,
    "podés activarme el hosting": HOST,
    "tenés whatsapp": WHATSAPP,
    "querés cancelar": CANCELLED,
    "avisame cuando esté mi pedido": ORDER,
    "¿cuándo me activan el servicio si pagué un sábado?": (PAID, HOURS, STARTS),
    "¿qué pasa si pago un feriado?": (
        PAID,
        HOLIDAYS,
        "calendario/#feriados-2026",
        "calendario/#feriados-2027",
        "calendario/#feriados-2028",
        STARTS,
    ),
    "me pueden devolver la plata si no me gusta?": REFUND,
    "¿por qué todavía no tengo mi página?": (PAID, TICKETS, ORDER),
    "cuántos días tarda la app para iphone": IPHONE,
    "¿a partir de cuándo corre el plazo?": STARTS,
    "donde mando el comprobante": PAID,
    "como se si recibieron mi mail": "preguntas/#mi-correo-es-un-ticket",
    "necesito hablar con alguien urgente": (CHANNELS, TICKETS),
    "cuanto demora en propagar el dominio": (DELEGATED, DOMAIN),
    "billing": TICKETS,
    "refund": REFUND,
    "downtime": (TICKETS, "avisos/"),
    "support": (TICKETS, CHANNELS),
    "order status": ORDER,
    "delivery time": ALL,
    "password": ACCESS,
    "business days": COUNTING,
    "holidays": HOLIDAYS,
    "opening hours": HOURS,
    "cancel": CANCELLED,
    "web hosting": HOST,
    "domain": DOMAIN,
    "website builder": BUILDER,
    "invoice": TICKETS,
    "payment": PAY,
    "backup": UNLISTED,
    "login": ACCESS,
}
"""Dates, hours, amounts of time, orders' numbers, addresses of mail, slips, words glued together, voseo, English."""
BY_NEED: dict[str, str | tuple[str, ...]] = {
    "quién ve mi pedido": ORDER,
    "quien puede ver mi pedido": ORDER,
    "es privado mi pedido": ORDER,
    "puedo pasarle el link a otro": ORDER,
    "el pedido dice pendiente": ORDER,
    "en proceso": ORDER,
    "en revision": ORDER,
    "cuanto tarda en propagar dns": DELEGATED,
    "propagasion": DELEGATED,
    "pago con qr": PAY,
    "modo": PAY,
    "uala": PAY,
    "me rechazaron la tarjeta": PAY,
    "factura b": TICKETS,
    "correo corporativo": TICKETS,
    "crear casilla": TICKETS,
    "estafa": TICKETS,
    "defensa al consumidor": TICKETS,
    "mi radio no suena": TICKETS,
    "estan de vacaciones?": HOLIDAYS,
    "vacasiones": HOLIDAYS,
    "cuando es el proximo feriado": FEASTS,
    "woocomerce": UNLISTED,
    "mercadolibre": UNLISTED,
    "se activa al instante": ALL,
    "es inmediato": ALL,
    "activacion inmediata": ALL,
    "no quiero mas el servicio": CANCELLED,
    "mi pedido está demorado": LATE,
    "atrasado": LATE,
    "demorado": LATE,
    "retrasado": LATE,
    "mi pedido esta atrasado": LATE,
    "vencio el plazo": LATE,
    "se paso la fecha": LATE,
    "por que tarda tanto": LATE,
    "pagar": PAY,
    "tarjeta": PAY,
    "como pago": PAY,
    "como pago mi pedido": PAY,
    "llamar": TALK,
    "chat": CHAT,
    "whatsapp": WHATSAPP,
    "contacto": TALK,
    "atencion telefonica": TALK,
    "formulario": FORMS,
    "correo electronico": MAIL,
    "canales de atencion": CHANNELS,
    "rss": NEWS,
    "novedades de mi pedido": ORDER,
    "novedades": NEWS,
    "datos abiertos": "datos-abiertos/",
    "24 horas": HOURS,
    "abierto": HOURS,
    "esta abierto": HOURS,
    "llamenme": TALK,
    "curriculun": TALK,
}
"""What clients of a hosting and streaming company want to know, be told or have done."""
TYPED: dict[str, str | tuple[str, ...]] = {
    "diciembre": FEASTS,
    "enero": FEASTS,
    "noviembre": FEASTS,
    "mayo": FEASTS,
    "feriados de diciembre": DATES,
    "25 diciembre": FEASTS,
    "feriado marzo": FEASTS,
    "trabajan en diciembre": FEASTS,
    "proximo feriado": FEASTS,
    "feriado lunes": DATES,
    "24/12": FEASTS,
    "nochebuena": HOLIDAYS,
    "dia del trabajador": HOLIDAYS,
    "dia de la independencia": FEASTS,
    "semana santa": HOLIDAYS,
    "fin de semana": HOURS,
    "hoy": HOURS,
    "noches": HOURS,
    "sabado": HOURS,
    "abren los sabados": HOURS,
    "trabajan el lunes": HOURS,
    "habiles": COUNTING,
    "dia habil": COUNTING,
    "de": VOICE,
    "a": APPS,
    "h": HOST,
    "r": (DOMAIN, RESELL),
    "v": VIDEO,
    "e": "demoras/ecommerce/",
    "d": (DELEGATED, DESIGN, VOICE),
    "c": (CANCELLED, BUILDER),
    "ticket": TICKETS,
    "tickets": TICKETS,
    "mis tickets": TICKETS,
    "abrir ticket": TICKETS,
    "nuevo ticket": TICKETS,
    "soporte": TICKETS,
    "soporte urgente": TICKETS,
    "emergencia": TICKETS,
    "hablar con soporte": TICKETS,
    "no me funciona el correo": TICKETS,
    "no puedo mandar mails": TICKETS,
    "rebotan los mails": TICKETS,
    "error 404": TICKETS,
    "pagina caida": TICKETS,
    "mi web no anda": TICKETS,
    "hackeado": TICKETS,
    "suspendido": TICKETS,
    "webmail": TICKETS,
    "imap": TICKETS,
    "casilla llena": TICKETS,
    "ip bloqueada": TICKETS,
    "cuando vence mi factura": TICKETS,
    "pago anual": TICKETS,
    "atencion al cliente": TALK,
    "chatear": TALK,
    "contactar": TALK,
    "empleo": TALK,
    "black friday": TALK,
    "cupon": TALK,
    "facturas": PAY,
    "mis facturas": PAY,
    "ver facturas": PAY,
    "pagar factura": PAY,
    "mp": PAY,
    "pago": PAY,
    "pagos": PAY,
    "ya pague": PAID,
    "comprobante": PAID,
    "pague hace dos dias": PAID,
    "pagué hace una semana y nada": PAID,
    "hace 2 días que pagué y no pasa nada": PAID,
    "hace 3 dias que espero": LATE,
    "hace mucho que espero": LATE,
    "mi pedido no llega": LATE,
    "demora mi pedido": LATE,
    "garantia de devolucion": REFUND,
    "eliminar cuenta": CANCELLED,
    "area de clientes": ACCESS,
    "area cliente": ACCESS,
    "mail de bienvenida": ACCESS,
    "claves": ACCESS,
    "que necesito": NEEDED,
    "que documentos necesito": NEEDED,
    "que tengo que mandar": NEEDED,
    "cuando se activa": ALL,
    "cuando esta listo": ALL,
    "fecha de entrega": ALL,
    "tiempos": ALL,
    "plazos": ALL,
    "1 semana": ALL,
    "un mes": ALL,
    "simple news": SIMPLE,
    "tv": VIDEO,
    "streaming de video": VIDEO,
    "portal": PORTAL,
    "crear pagina": BUILDER,
    "landing": DESIGN,
    "diseñador": DESIGN,
    "google play": ANDROID,
    "paquete": RESELL,
    "diseño grafico": UNLISTED,
    "candado": UNLISTED,
    "marketing": UNLISTED,
    "restaurar": UNLISTED,
    "rtmp": USED,
    "manual": USED,
    "radioboss": USED,
    "puntualidad": "cumplimiento/",
    "porcentaje a tiempo": "cumplimiento/",
    "notificaciones": "avisos/",
    "no recibi factura": PAY,
    "donde veo mis facturas": PAY,
    "doble pago": REFUND,
    "me equivoque de producto": REFUND,
    "apurar pedido": LATE,
    "no quiero esperar mas": LATE,
    "para cuando": ALL,
    "estado ticket": TICKETS,
    "cerrar ticket": TICKETS,
    "responder ticket": (TICKETS, ANSWERED),
    "radio no conecta": TICKETS,
    "no se ve el video": TICKETS,
    "gerente": TICKETS,
    "que significa en preparacion": ORDER,
    "enlace no funciona": ORDER,
    "calendario google": "calendario/#suscribirse",
    "ical": "calendario/#suscribirse",
    "puente diciembre": (HOLIDAYS, *FEASTS),
    "proximos feriados": FEASTS,
    "quiero cancelar todo": CANCELLED,
    "a que hora contestan": ANSWERED,
    "el 8 atienden": HOURS,
}
"""What was typed when a hundred and thirty more were tried, one letter and a month's name among them."""
NEAREST = {
    "navidad": ("2026", "2027", "2028"),
    "viernes santo": ("2027", "2028", "2026"),
    "9 de julio": ("2027", "2028", "2026"),
    "1 de mayo": ("2027", "2028", "2026"),
    "navidad 2028": ("2028",),
}
"""Of a day of every year, the years in the order in which they are shown on the clock's day."""
TALKED = (
    *("telefono", "llamar", "facebook", "quiero hablar con alguien", "wasap", "whatsapp", "celular", "chat", "mail"),
    *("contacto", "precios", "direccion", "instagram", "formulario"),
)
"""Ways to ask for a person, and channels by their names."""
NOTHING = ("hola", "gracias", "asdfgh", "cuña")
UNFINISHED = ("quien", "de la", "cuando", "el mi", "para que es esto", "y", "que", "con", "por", "no", "c")
"""Nothing but words that tell no place from another: the last of them may be the beginning of one that does."""


FOUND = """async (all) => {
  const [{ finder }, answer] = await Promise.all([import("/assets/hallar.js"), fetch("/search/search_index.json")]);
  const { find } = finder(await answer.json());
  return Object.fromEntries(all.map((typed) => [typed, find(typed).map(({ at }) => at)]));
}"""


def test_each_search_finds_first_what_is_meant(page: Page, live: str) -> None:
    """In the browser, by the very module that the dialog asks."""
    page.goto(live)
    assert (len(SEARCHES), len(BY_KIND), len(BY_NEED), len(TYPED)) == (300, 138, 57, 133)
    rows = {**SEARCHES, **BY_KIND, **BY_NEED, **TYPED}
    meant = {typed: (at,) if isinstance(at, str) else at for typed, at in rows.items()}
    found: dict[str, list[str]] = page.evaluate(FOUND, list(meant))
    assert {typed: places[:1] for typed, places in found.items() if not {*places[:1]} & {*meant[typed]}} == {}


def test_whoever_looks_for_somebody_to_talk_to_is_led_to_who_can_be_reached(page: Page, live: str) -> None:
    """Channels whose address nobody told are neither all that is found nor the first of it; else they are found."""
    catalog = load_catalog(REPOSITORY)
    told = [one for one in catalog.attention.values() if one.kind == "channel" and catalog.way_to(one)]
    page.goto(live)
    found: dict[str, list[str]] = page.evaluate(FOUND, list(TALKED))
    led = {typed: CHANNELS in at if told else TICKETS in at and at[0] != CHANNELS for typed, at in found.items()}
    assert {typed: found[typed] for typed, is_led in led.items() if not is_led} == {}


def test_of_a_day_of_every_year_the_next_one_to_come_is_found_first(page: Page, live: str) -> None:
    """By the reader's own clock; and years that passed come last."""
    page.clock.set_fixed_time("2026-11-30T12:00:00-03:00")
    page.goto(live)
    found: dict[str, list[str]] = page.evaluate(FOUND, list(NEAREST))
    years = {
        typed: tuple(at.removeprefix("calendario/#feriados-") for at in places if at in FEASTS)
        for typed, places in found.items()
    }
    assert years == NEAREST


def test_of_two_days_of_one_name_in_a_year_the_next_one_is_shown(page: Page, live: str) -> None:
    page.clock.set_fixed_time("2026-08-01T12:00:00-03:00")
    page.goto(live)
    # The part about holidays tells the next one of all, which may be that day.
    assert FEASTS[0] in found_by(page, "dia no laborable con fines turisticos")[:2]
    shown = page.locator(".buscar-lista li", has=page.get_by_text("2026", exact=True)).locator("p")
    expect(shown).to_have_text(re.compile("^lun 07/12"))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("diciembre", "lun 07/12 · Día no laborable con fines turísticos"),
        ("feriados de enero", "vie 01/01 · Año Nuevo"),
        ("25 diciembre", "vie 25/12 · Navidad"),
        ("rss", "Los cambios de plazo y los avisos también llegan a un lector de noticias (RSS o Atom)"),
        ("devolverlo", "Le respondemos si corresponde devolverlo y de qué manera."),
        ("hosting", "2 minutos, desde que se acredita el pago"),
    ],
)
def test_what_is_shown_of_the_best_place_answers_and_begins_where_it_begins_to(
    page: Page, live: str, typed: str, told: str
) -> None:
    """A month is answered by its first day to come, and a line is cut at a sentence's beginning."""
    page.clock.set_fixed_time("2026-11-30T12:00:00-03:00")
    page.goto(live)
    found_by(page, typed)
    expect(page.locator(".buscar-lista p").first).to_have_text(re.compile("^" + re.escape(told)))


@pytest.mark.parametrize("typed", ["factura", "habiles", "hábil", "pedido", "ticket", "plazo", "ya pagué"])
def test_what_every_service_mentions_finds_those_that_are_called_by_it(page: Page, live: str, typed: str) -> None:
    """How each is paid, or the days each takes, is on sixteen pages, and is no answer of sixteen."""
    page.goto(live)
    found: dict[str, list[str]] = page.evaluate(FOUND, [typed])
    assert 0 < len(found[typed]) <= 12
    assert [at for at in found[typed] if re.fullmatch("demoras/.+/", at)] == []


def test_what_is_shown_of_a_measured_page_is_a_sentence_of_it_and_no_lone_word_or_row(page: Page, live: str) -> None:
    page.goto(live)
    assert "demoras/simplenews/" in found_by(page, "dominio delegado")
    shown = page.locator(".buscar-lista li", has=page.locator("a", has_text="Simplenews")).locator("p")
    expect(shown).to_contain_text(" ")
    assert "cumplimiento/" in found_by(page, "streming")
    shown = page.locator(".buscar-lista li", has=page.locator("a", has_text="Cumplimiento")).locator("p")
    expect(shown).to_have_text(re.compile(r"^[^·]* [^·]*\.$"))


def test_words_that_say_nothing_find_nothing(page: Page, live: str) -> None:
    page.goto(live)
    found: dict[str, list[str]] = page.evaluate(FOUND, list(NOTHING))
    assert found == {typed: [] for typed in NOTHING}


def words_of(*texts: str) -> list[str]:
    """Return the words of texts as the search reads them."""
    folded = unicodedata.normalize("NFD", " ".join(texts).lower())
    return re.findall(r"[a-z0-9]+", "".join(sign for sign in folded if not unicodedata.combining(sign)))


def test_words_that_say_nothing_find_what_begins_as_the_last_of_them(page: Page, live: str, made: Made) -> None:
    """Nothing is told to be nowhere while somebody still types it; and what only mentions such a word is not found."""
    page.goto(live)
    found: dict[str, list[str]] = page.evaluate(FOUND, list(UNFINISHED))
    known = json.loads((made.site / "search" / "search_index.json").read_bytes())
    ignored = set(words_of(known["ignored"]))
    # Of what was measured, no date is looked for.
    undated = set(words_of(*known["months"], *known["weekdays"]))
    for typed, places in found.items():
        last = typed.split()[-1]
        named = {
            place["at"]
            for place in known["places"]
            if any(word.startswith(last) for word in words_of(place["title"]))
            or any(word.startswith(last) and word not in ignored for word in words_of(place.get("also", "")))
        }
        mentioned = {
            place["at"]
            for place in known["places"]
            if any(
                word.startswith(last) and word not in ignored and not (place.get("measured") and word in undated)
                for word in words_of(place.get("page", ""), place["text"])
            )
        }
        assert set(places) == (named or mentioned), typed


def test_each_beginning_of_a_service_s_name_finds_it(page: Page, live: str, made: Made) -> None:
    """In the whole site's search, and among the services as Inicio's box and the filter of Demoras ask for them."""
    page.goto(live)
    for index in ("/search/search_index.json", "/demoras/servicios.json"):
        services = json.loads((made.site / "demoras" / "servicios.json").read_bytes())["places"]
        begun = {one["at"]: [one["title"][:end].strip() for end in range(1, len(one["title"]) + 1)] for one in services}
        script = FOUND.replace("/search/search_index.json", index)
        found: dict[str, list[str]] = page.evaluate(
            script, sorted({typed for all_ in begun.values() for typed in all_})
        )
        missed = [typed for at, all_ in begun.items() for typed in all_ if at not in found[typed]]
        assert missed == [], index


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("estado de mi pedido", "cumplimiento/"),
        ("medido", ORDER),
        ("devolucion", FEASTS[0]),
        ("revolucion", REFUND),
        ("dominio .com", "calendario/como-contamos/"),
        ("domingo", "demoras/registro-dominios-internacionales/"),
    ],
)
def test_a_word_that_stands_somewhere_is_taken_for_no_other(page: Page, live: str, typed: str, other: str) -> None:
    """However nearly alike two words are written: "pedido" is not "medido"."""
    page.goto(live)
    found: dict[str, list[str]] = page.evaluate(FOUND, [typed])
    assert found[typed]
    assert other not in found[typed]


def test_a_place_that_answers_one_word_well_stands_after_one_that_answers_both(page: Page, live: str) -> None:
    page.goto(live)
    found: dict[str, list[str]] = page.evaluate(FOUND, ["estado de mi pedido"])
    assert "#mi-pedido" in found["estado de mi pedido"][1:]


def test_the_dialog_shows_what_that_module_finds(page: Page, live: str) -> None:
    page.goto(live)
    assert found_by(page, "mercadopago")[0] == PAY
