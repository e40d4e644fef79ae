from wagtail.admin.forms import WagtailAdminModelForm

from wagtail_cofl.city.scoping import offer_own


class OneCityForm(WagtailAdminModelForm):
    """Asks which city only where its user works for more than one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_own(self)
        if "site" not in self.fields:
            return
        sites = list(self.fields["site"].queryset.order_by("-is_default_site", "pk")[:2])
        if len(sites) == 1:
            if self.instance.site_id is None:
                self.instance.site = sites[0]
            del self.fields["site"]
