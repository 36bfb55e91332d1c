"""Page addresses of members, hand-overs, matches and the search."""

from django.urls import URLPattern, URLResolver, path

from households.views import change, member, move, person_match, search, steps

urlpatterns: list[URLPattern | URLResolver] = [
    path("households/search", search.Search.as_view(), name="search"),
    path("households/<uuid:uid>/members/new", member.MemberNew.as_view(), name="member_new"),
    path("households/<uuid:uid>/head", member.HeadChange.as_view(), name="head_form"),
    path("households/<uuid:uid>/contact", steps.HouseholdContact.as_view(), name="contact_form"),
    path("households/<uuid:uid>/reveal", steps.HouseholdReveal.as_view(), name="household_reveal"),
    path("households/<uuid:uid>/split", steps.HouseholdSplit.as_view(), name="household_split"),
    path("households/<uuid:uid>/merge", steps.HouseholdMerge.as_view(), name="household_merge"),
    path(
        "households/<uuid:uid>/changes", change.HouseholdChanges.as_view(), name="household_changes"
    ),
    path("changes/<uuid:uid>/reveal", change.ChangeReveal.as_view(), name="change_reveal"),
    path("households/<uuid:uid>/move", move.MoveNew.as_view(), name="move_form"),
    path("members/<uuid:uid>/edit", member.MemberEdit.as_view(), name="member_edit"),
    path("members/<uuid:uid>/leave", member.MemberLeave.as_view(), name="member_leave"),
    path("members/<uuid:uid>/death", member.MemberDeath.as_view(), name="member_death"),
    path("members/<uuid:uid>/return", member.MemberReturn.as_view(), name="member_return"),
    path("members/<uuid:uid>/reveal", member.MemberReveal.as_view(), name="member_reveal"),
    path("moves/", move.MoveList.as_view(), name="move_list"),
    path("moves/<uuid:uid>/accept", move.MoveAccept.as_view(), name="move_accept"),
    path("moves/<uuid:uid>/decline", move.MoveDecline.as_view(), name="move_decline"),
    path("moves/<uuid:uid>/withdraw", move.MoveWithdraw.as_view(), name="move_withdraw"),
    path("matches/", person_match.MatchList.as_view(), name="match_list"),
    path("matches/decide", person_match.MatchDecide.as_view(), name="match_decide"),
    path("matches/<uuid:uid>/undo", person_match.MatchUndo.as_view(), name="match_undo"),
]
