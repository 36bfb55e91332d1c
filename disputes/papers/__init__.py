"""Papers of a mediation file: what stands on each form, and the file as a whole.

No models, no database, no clock: a builder (one small file per form) takes plain facts
(`disputes.papers.facts`) and gives a `Form` of blocks (`disputes.papers.blocks`); one template
draws any Form, on the screen (`preview`) and as PDF (`draw`, `dossier`). The set of forms and
their fields: domain D2 (the Ministry of Justice's formats of 2010).

    from disputes.papers import agreement, draw, facts
    form = agreement.build(facts.CaseFacts(...), facts.AgreementFacts(...))
    pdf = draw.draw_form(form, day=today, author=case.committee, demo=True).data
"""
