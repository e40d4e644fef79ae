"""Who belongs to a provider: members, invitations, and the learners whom it trusts as peers."""

from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_cofl.city.ids import pk_of
from wagtail_cofl.city.readiness import CityNotReady
from wagtail_cofl.opportunities.provider_pages import index_pages, make_index_page

from .. import inviting, members
from ..forms import InviteForm, PeerForm
from ..members import CannotChange, name_of
from ..models import MemberInvitation, Membership, NamedPeer, Role
from .base import ProviderView, url


def address_of(user) -> str:
    return getattr(user, get_user_model().get_email_field_name(), "")


class PeopleView(ProviderView):
    """GET shows them; POST does what ``do`` says. Whoever may only see finds herself, to leave."""

    template_name = "wagtail_cofl/admin/people.html"
    invite_form = None
    peer_form = None

    #: What a POST may ask for, and the verb that it takes. Leaving takes none.
    DOES = {
        "invite": "members",
        "again": "members",
        "uninvite": "members",
        "role": "members",
        "remove": "members",
        "hand-over": "owners",
        "peer": "members",
        "forget-peer": "members",
        "page": "members",
        "leave": "view",
    }

    def get_page_title(self) -> str:
        return _("People of %(provider)s") % {"provider": self.provider.name}

    def post(self, request, *args, **kwargs) -> HttpResponse:
        do = request.POST.get("do", "")
        if do not in self.DOES or not self.may(self.DOES[do]):
            return self.denied()
        try:
            told = getattr(self, "do_" + do.replace("-", "_"))(request.POST)
        except CannotChange as problem:
            messages.error(request, str(problem))
        except CityNotReady as problem:
            messages.error(request, str(problem))
        else:
            if told is None:  # a form with mistakes in it
                return self.get(request, *args, **kwargs)
            messages.success(request, told)
            if do == "leave":
                return redirect("wagtailadmin_home")
        return redirect(url("people", self.provider))

    def _one(self, model, pk: str):
        """A row of this provider. Raises :exc:`CannotChange` where it is gone."""
        rows = model.objects.filter(provider=self.provider)
        found = rows.filter(pk=pk_of(pk) or 0).first()
        if found is None:
            raise CannotChange(_("This has changed in the meantime. Look at the list again."))
        return found

    def do_invite(self, data) -> str | None:
        self.invite_form = InviteForm(data, owners=self.may("owners"))
        if not self.invite_form.is_valid():
            return None
        given = self.invite_form.cleaned_data
        inviting.invite(self.provider, self.request.user, given["email"], given["role"])
        make_index_page(self.provider, self.request.user)
        return _("A letter is on its way. Its link works for %(n)d days.") % {"n": inviting.DAYS}

    def do_again(self, data) -> str:
        old = self._one(MemberInvitation, data.get("invitation", ""))
        inviting.invite(self.provider, self.request.user, old.value, old.role)
        return _("A new letter is on its way. The old link has stopped.")

    def do_uninvite(self, data) -> str:
        inviting.withdraw(
            self._one(MemberInvitation, data.get("invitation", "")), self.request.user
        )
        return _("The link has stopped.")

    def do_role(self, data) -> str:
        member, role = self._one(Membership, data.get("member", "")), data.get("role", "")
        if role not in Role.values:
            raise CannotChange(_("Choose what the person may do."))
        members.change_role(member, self.request.user, role)
        return _("%(name)s now has another role.") % {"name": name_of(member.user)}

    def do_remove(self, data) -> str:
        member = self._one(Membership, data.get("member", ""))
        members.remove(member, self.request.user)
        return _("%(name)s is no longer a member.") % {"name": name_of(member.user)}

    def do_leave(self, data) -> str:
        mine = Membership.objects.filter(provider=self.provider, user=self.request.user).first()
        if mine is None:
            raise CannotChange(_("You are not a member here."))
        members.remove(mine, self.request.user)
        return _("You have left %(provider)s.") % {"provider": self.provider.name}

    def do_hand_over(self, data) -> str:
        mine = Membership.objects.filter(provider=self.provider, user=self.request.user).first()
        if mine is None:
            raise CannotChange(_("You are not a member here."))
        other = self._one(Membership, data.get("member", ""))
        members.hand_over(mine, other, self.request.user)
        return _("%(name)s is an owner now, and you are a manager.") % {"name": name_of(other.user)}

    def do_peer(self, data) -> str | None:
        self.peer_form = PeerForm(data)
        if not self.peer_form.is_valid():
            return None
        address = self.peer_form.cleaned_data["email"]
        if not members.name_peer(self.provider, self.request.user, address):
            raise CannotChange(_("This address is on the list already."))
        return _("Whoever has this address as a learner can now look at claims of their peers.")

    def do_forget_peer(self, data) -> str:
        members.forget_peer(self._one(NamedPeer, data.get("peer", "")), self.request.user)
        return _("The address is no longer on the list.")

    def do_page(self, data) -> str:
        page = make_index_page(self.provider, self.request.user)
        if page is None:
            raise CannotChange(
                _("The city has no page that lists what is on. Publish one first, then try again.")
            )
        return _("“%(page)s” is the place for what this provider offers.") % {"page": page.title}

    def get_context_data(self, **kwargs) -> dict:
        manages, owners = self.may("members"), self.may("owners")
        rows = list(self.provider.memberships.select_related("user"))
        mine = next((row for row in rows if row.user_id == self.request.user.pk), None)
        shown = rows if manages else [row for row in rows if row == mine]
        return super().get_context_data(
            manages=manages,
            mine=mine,
            is_owner=bool(mine) and mine.role == Role.OWNER,
            members=[self._shown(row, owners, mine) for row in shown],
            roles=Role.choices,
            invitations=self.provider.invitations.filter(accepted_at=None) if manages else (),
            peers=self.provider.named_peers.all() if manages else (),
            pages=index_pages(self.provider) if manages else (),
            invite_form=self.invite_form or InviteForm(owners=owners),
            peer_form=self.peer_form or PeerForm(),
            **kwargs,
        )

    def _shown(self, row: Membership, owners: bool, mine: Membership | None) -> dict:
        return {
            "row": row,
            "name": name_of(row.user),
            "address": address_of(row.user),
            "is_me": row == mine,
            "roles": [c for c in Role.choices if owners or c[0] != Role.OWNER],
            "changes": owners or row.role != Role.OWNER,
        }
