from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Site


class OneCityForm(WagtailAdminModelForm):
    """Asks which city only where there is more than one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "site" not in self.fields:
            return
        sites = list(Site.objects.order_by("-is_default_site", "pk")[:2])
        if len(sites) == 1:
            if self.instance.site_id is None:
                self.instance.site = sites[0]
            del self.fields["site"]
