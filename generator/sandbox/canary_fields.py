"""Nothing comes in; for each record of the API, its documented fields that no client of ours reads go out."""

from __future__ import annotations

from collections.abc import Mapping

FIELDS: Mapping[str, tuple[str, ...]] = {
    record: tuple(names.split())
    for record, names in {
        "GetOrders": """
            contactid requestor_id admin_requestor_id nameservers transfersecret renewals promocode promotype promovalue
            orderdata amount paymentmethod ipaddress fraudmodule fraudoutput notes paymentmethodname name
            currencyprefix currencysuffix frauddata validationdata renewalsByType
        """,
        "GetOrders.lineitem": """
            producttype domain billingcycle amount dnsmanagement emailforwarding idprotection
        """,
        "GetInvoices": """
            userid firstname lastname companyname invoicenum date duedate last_capture_attempt date_refunded
            date_cancelled subtotal credit tax tax2 total taxrate taxrate2 paymentmethod paymethodid notes created_at
            updated_at currencycode currencyprefix currencysuffix
        """,
        "GetTickets": """
            name owner_name email requestor_name requestor_email requestor_type cc c subject priority admin attachment
            attachments attachments_removed flag
        """,
        "GetTicket": """
            c deptname contactid name email cc subject priority admin flag
        """,
        "GetTicket.reply": """
            userid contactid name email requestor_name requestor_email message attachment attachments
            attachments_removed admin rating
        """,
        "GetTicket.note": """
            noteid date message admin
        """,
        "GetClientsProducts": """
            qty clientid ordernumber pid regdate name translated_name groupname domain dedicatedip serverid servername
            serverip serverhostname suspensionreason firstpaymentamount recurringamount paymentmethod
            paymentmethodname billingcycle nextduedate username password subscriptionid promoid overidesuspend
            overidesuspenduntil ns1 ns2 assignedips notes diskusage disklimit bwusage bwlimit lastupdate configoptions
        """,
        "GetClientsProducts.customfield": """
            id name translated_name value
        """,
        "error": "message",
    }.items()
}
"""Records as `Action` or `Action.row`; `error` is the text of a refusal."""
