"""回执查询: the page where a caller asks with her code how far her matter is (features 35).

Anybody may open it. It answers with day, unit and state and never with anything else; a code that
is not there gets the same page with other words, from the same query. The page sets no cookie,
keeps nobody's session and writes no code into an address, so that a shared phone and a carrier's
log know nothing. Asking is limited by address: 30^10 codes cannot be tried out at that pace."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from accounts import scope, throttle
from disputes.forms.matter import ReceiptForm
from disputes.models import Matter
from disputes.receipts import receipt_hash

WINDOW, TRIES = timedelta(minutes=10), 20  # wrong ones of one address


@method_decorator(csrf_exempt, name="dispatch")  # it changes nothing and must not set a cookie
class ReceiptAsk(View):
    """Code in; day, unit and state out."""

    template_name = "disputes/receipt/ask.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, ReceiptForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ReceiptForm(request.POST)
        if not form.is_valid():
            return self._page(request, form, status=422)
        address = f"receipt:{request.META.get('REMOTE_ADDR', '')}"
        if throttle.wrong_tries(address, WINDOW) >= TRIES:
            form.add_error(None, _("查询太频繁，请过 10 分钟再试，或打电话给受理单位。"))
            return self._page(request, form, status=429)
        found = found_by(form.cleaned_data["code"])
        throttle.remember(address, "", succeeded=found is not None)
        return self._page(request, ReceiptForm(), asked=True, found=found)

    def _page(
        self, request: HttpRequest, form: ReceiptForm, status: int = 200, **more: object
    ) -> HttpResponse:
        return render(request, self.template_name, {"form": form, **more}, status=status)


def found_by(code: str) -> Matter | None:
    """The matter of a code: one query by its keyed hash, whether it is there or not."""
    wanted = receipt_hash(code)
    with scope.as_system():
        rows = Matter.objects.select_related("unit").only(
            "received_on", "status", "unit__name", "unit__level"
        )
        return rows.filter(receipt_hash=wanted).first()
