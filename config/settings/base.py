"""What holds in every place Anjia runs; the other modules only add to it."""

from pathlib import Path

from config.settings import environment

BASE_DIR = Path(__file__).resolve().parent.parent.parent

SECRET_KEY = environment.required("SECRET_KEY")
SCOPE_KEY = environment.required("SCOPE_KEY")
FIELD_KEYS = environment.field_keys("FIELD_KEYS")
INDEX_KEY = environment.required("INDEX_KEY")
SYNC_PRIVATE_KEY = environment.field_keys("SYNC_PRIVATE_KEY")
DEBUG = False
ALLOWED_HOSTS = environment.listing("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = environment.listing("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "accounts",
    "campaigns",
    "households",
    "disputes",
    "reports",
    "config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "accounts.middleware.headers.PrivacyHeadersMiddleware",
    "accounts.middleware.scope.ScopeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.sessions.SessionLimitsMiddleware",
    "accounts.middleware.scope.ReachMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.refusals.RefusalMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,  # with Django's own loaders, so that templates are parsed once
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.frame",
            ],
            "builtins": ["accounts.templatetags.parts"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": environment.database_from_url(environment.required("DATABASE_URL"))}
# The owner role: only where migrations and the bench run; web and workers do not know it.
OWNER_URL = environment.optional("OWNER_DATABASE_URL", "")
OWNER_DATABASE = environment.database_from_url(OWNER_URL) if OWNER_URL else None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = environment.optional("REDIS_URL", "redis://127.0.0.1:6379/0")

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "accounts:login"
PASSWORD_HASHERS = ["accounts.hashers.CountyArgon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "phone")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.LocalWordsValidator"},
]

# Sessions: idle and absolute limits are kept by accounts.middleware.sessions.
SESSION_COOKIE_AGE = 10 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_IDLE_SECONDS = {"office": 15 * 60, "phone": 30 * 60}
SESSION_ABSOLUTE_SECONDS = 10 * 3600
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# Exports (reliability B5, E7): how long the link of a file lives, how long a password counts as
# just given, files and rows a person may take out in a day, rows in one file, and from how many
# distinct records an hour on the audit administrator is told.
EXPORT_LINK_SECONDS = 10 * 60
PASSWORD_FRESH_SECONDS = 10 * 60
EXPORTS_PER_DAY = 30
EXPORT_ROWS_PER_DAY = 50_000
EXPORT_ROWS_MOST = 20_000
HEAVY_USE_PER_HOUR = 200

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / ".run" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = Path(environment.optional("MEDIA_ROOT", str(BASE_DIR / ".run" / "media")))
DOC_FONT_DIR = environment.optional("DOC_FONT_DIR", "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# What is sent stays in memory until it is sealed: no plain copy of a roster in a temporary file.
# The largest a county may send; a larger request is refused by its length.
FILE_UPLOAD_HANDLERS = ["accounts.uploads.SignedInMemoryHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 41 * 1024 * 1024

# Celery is a doorbell: messages hold a job id, nothing else (reliability G, settings row).
# Dotted path of a function (phones, words) that hands one fixed sentence to a county's gateway;
# none by default. It never gets a name, nor what a notice is about.
SMS_HOOK = ""

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 15 * 60
CELERY_TASK_TIME_LIMIT = 20 * 60
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 30 * 60,
    "socket_connect_timeout": 1,
    "max_retries": 0,
}
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 600_000
# A job belongs to its worker this long without a sign of life (accounts.jobs).
JOB_LEASE_SECONDS = 90.0
# Seconds to wait between the phases of a scoring run; only tests set it.
SCORING_PAUSE = 0.0
# The same between the telling moments of a sheet.
SHEET_PAUSE = 0.0
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE

FILTERS_EMPTY_CHOICE_LABEL = "全部"
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "config.api.pagination.PageNumbers",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.api.problems.handle",
    "PAGE_SIZE": 50,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "安家接口",
    "DESCRIPTION": "平安家庭工作系统的接口。动词与页面一致，权限与页面一致。",
    "VERSION": "v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "ScoredLevel": "reports.models.rubric.LEVEL_CHOICES",
        "TextLevel": "reports.models.rubric.TEXT_CHOICES",
        "RubricDraftStatus": "reports.models.rubric.RubricDraft.Status",
        "HandedRubricStatus": "reports.models.handed.HandedRubric.Status",
        "BonusStatus": "reports.models.bonus.BonusClaim.Status",
        "MarkColumn": "reports.models.mark.Column",
        "ActivityKind": "campaigns.models.activity.Activity.Kind",
        "Occasion": "campaigns.models.activity.Occasion",
        "AchievementKind": "campaigns.models.achievement.Achievement.Kind",
        "AdoptionLevel": "campaigns.models.achievement.Adoption.Level",
        "InspectionKind": "campaigns.models.inspection.Inspection.Kind",
        "LadderKind": "campaigns.models.circular.LadderStep.Kind",
        "LadderStepKind": "campaigns.api.task_shapes.STEP_KINDS",
        "CircularLevel": "campaigns.models.circular.Circular.Level",
        "MemberRelation": "households.models.member.Relation",
        "SeatRole": "disputes.models.committee.CommitteeSeat.Role",
        "AgentKindEnum": "disputes.models.agent.PartyAgent.Kind",
        "AgentRelationEnum": "disputes.models.agent.PartyAgent.Relation",
        "MediatorRoleEnum": "disputes.models.dispute_mediator.DisputeMediator.Role",
        "ClockEventKindEnum": "disputes.models.clock_event.ClockEvent.Kind",
        "EscalationKindEnum": "disputes.models.escalation.Escalation.Kind",
        "HelperKindEnum": "disputes.models.session.SessionHelper.Kind",
        "SittingWayEnum": "disputes.models.session.Way",
        "PartySexEnum": "disputes.models.party.Party.Sex",
        "PartyCapacityEnum": "disputes.models.party.Party.Capacity",
        "ProtectionGroundEnum": "disputes.models.protection.ProtectionCase.Ground",
        "ProtectionRelationEnum": "disputes.models.protection.ProtectionCase.Relation",
        "RecusalGroundEnum": "disputes.models.recusal.Recusal.Ground",
        "RecusalStatusEnum": "disputes.models.recusal.Recusal.Status",
        "SittingStatusEnum": "disputes.models.session_plan.SessionPlan.Status",
        "EvidenceSourceEnum": "disputes.models.evidence.EvidenceFile.Source",
        "AwardKind": "households.models.award.Award.Kind",
        "AwardRank": "households.models.rank.Rank",
        "AwardStatus": "households.models.award.Award.Status",
        "AwardOwnRank": "households.api.serializers.award_year.RANKS",
        "AwardSlipStatus": "households.models.award_slip.AwardSlip.Status",
        "AwardSlipBody": "households.models.award_slip.AwardSlip.Body",
        "RevocationStatus": "households.models.award_title.AwardRevocation.Status",
        "RevocationGround": "households.models.award_title.AwardRevocation.Ground",
        "HonourKind": "households.models.honour.Honour.Kind",
        "HonourStatus": "households.models.honour.Honour.Status",
        "IncentiveKind": "households.models.award_title.Incentive.Kind",
        "AttendanceHow": "campaigns.models.meeting.Attendance.How",
        "DivisionLevel": "campaigns.models.division.Level",
        "DutyMarkKind": "campaigns.models.year_duty.DutyMark.Kind",
        "MeetingKind": "campaigns.models.meeting.Meeting.Kind",
        "MemberUnitKind": "campaigns.models.member_unit.MemberUnit.Kind",
        "SeatPost": "campaigns.models.seat.Seat.Post",
        "YearDutyKind": "campaigns.models.year_duty.Duty.Kind",
        "DocumentKind": "reports.models.document.Document.Kind",
        "DocumentMedium": "reports.models.document.Document.Medium",
        "SurveyKind": "campaigns.models.survey.Survey.Kind",
        "SurveyStatus": "campaigns.models.survey.Survey.Status",
        "CampaignStatus": "campaigns.models.campaign.Campaign.Status",
        "CareKind": "households.models.care.CareRecord.Kind",
        "CareWay": "households.models.care.CareVisit.Way",
        "CloseGround": "households.models.family.ListedFamily.CloseGround",
        "AppointedKind": "disputes.api.committee_shapes.APPOINTED_KINDS",
        "CommitteeKind": "disputes.models.committee.MediationCommittee.Kind",
        "CommitteeStatus": "disputes.models.committee.MediationCommittee.Status",
        "MediatorKind": "disputes.models.mediator_entry.MediatorEntry.Kind",
        "MemberSex": "households.models.member.Sex",
        "UserSex": "accounts.models.user.User.Sex",
        "ConsentBasis": "households.models.member.ConsentBasis",
        "DisputeStatus": "disputes.models.dispute.Dispute.Status",
        "DisputeSource": "disputes.models.dispute.Source",
        "DisputeType": "disputes.models.dispute.DisputeType",
        "DisputeEnding": "disputes.models.dispute.Dispute.Ending",
        "FamilyStatus": "households.models.family.ListedFamily.Status",
        "Agency": "disputes.models.referral.Agency",
        "CardColour": "disputes.models.supervision_card.SupervisionCard.Colour",
        "CardStatus": "disputes.models.supervision_card.SupervisionCard.Status",
        "MatterHandOverBasis": "disputes.models.matter_hand_over.MatterHandOver.Basis",
        "ReferralBasis": "disputes.models.referral.Referral.Basis",
        "SessionResult": "disputes.models.session.MediationSession.Result",
        "MatterHandOverStatus": "disputes.models.matter_hand_over.MatterHandOver.Status",
        "ReferralResult": "disputes.models.referral.Result",
        "ReferralStatus": "disputes.models.referral.Referral.Status",
        "HandOverStatus": "households.models.handover.HandOver.Status",
        "HazardDanger": "households.models.hazard.Hazard.Danger",
        "HazardEnding": "households.models.hazard.Hazard.Ending",
        "HazardSource": "households.models.hazard.Hazard.Source",
        "HazardStatus": "households.models.hazard.Hazard.Status",
        "HelperKind": "households.models.help.Pairing.Helper",
        "HelpKind": "households.models.help.HelpEvent.Kind",
        "LineState": "reports.models.sheet.ScoreLine.State",
        "MatterCaller": "disputes.models.matter.Matter.Caller",
        "MatterCategory": "disputes.models.matter.Category",
        "MatterRoute": "disputes.models.matter.Route",
        "MatterStatus": "disputes.models.matter.Matter.Status",
        "RightsSatisfaction": "disputes.models.rights.RightsMatter.Satisfaction",
        "RightsReviewResult": "disputes.models.rights.RightsReview.Result",
        "RightsVisitWay": "disputes.models.rights.RightsVisit.Way",
        "PartySide": "disputes.models.party.Party.Side",
        "MoveStatus": "households.models.move.HouseholdMove.Status",
        "MatchVerdict": "households.models.person_match.PersonMatch.Verdict",
        "AvertedVerdict": [("true", "属实"), ("untrue", "不属实")],
        "ConfirmationGround": "disputes.models.confirmation.Confirmation.Ground",
        "AvertedKind": "disputes.models.averted.Averted.Kind",
        "EscalationOutcome": "disputes.models.escalation.Escalation.Outcome",
        "ConfirmationStatus": "disputes.models.confirmation.Confirmation.Status",
        "CourtCaseKind": "disputes.models.court.CourtReferral.Kind",
        "CourtCaseStatus": "disputes.models.court.CourtReferral.Status",
        "RevisitWay": "disputes.models.follow_up.FollowUp.Way",
        "PromiseStatus": "disputes.models.promise.Promise.Status",
        "PromiseWay": "disputes.models.promise.Promise.Way",
        "ProposalKind": "households.models.proposal.Proposal.Kind",
        "ProposalStatus": "households.models.proposal.Proposal.Status",
        "TierCode": "households.models.family.Tier",
        "PledgeStatus": "campaigns.models.pledge.Pledge.Status",
        "PledgeWay": "campaigns.models.pledge.Pledge.Way",
        "PledgeTextStatus": "campaigns.models.pledge_template.PledgeTemplate.Status",
        "PledgeRung": "campaigns.models.pledge_template.Rung",
        "ServicePointKind": "campaigns.models.point.ServicePoint.Kind",
        "ServicePointStatus": "campaigns.models.point.ServicePoint.Status",
        "VolunteerKind": "campaigns.models.volunteer.Volunteer.Kind",
        "VolunteerWorkKind": "campaigns.models.volunteer_work.VolunteerWork.Kind",
        "WorkRecordKind": "campaigns.models.work_record.WorkRecord.Kind",
        "ReportKind": "households.models.report.ZeroReport.Kind",
        "SheetSource": "campaigns.models.sheet.Sheet.Source",
        "SheetStage": "campaigns.models.sheet.Sheet.Stage",
        "RequestKind": "households.models.request.RightsRequest.Kind",
        "RequestStatus": "households.models.request.RightsRequest.Status",
        "ServiceKind": "households.models.service.ServiceActivity.Kind",
        "VisitWay": "households.models.visit.Visit.Way",
        "RunState": "reports.models.run.ScoringRun.State",
        "RunStage": "reports.models.run.ScoringRun.Stage",
        "VetoGround": "reports.models.veto.Veto.Ground",
        "VetoStatus": "reports.models.veto.Veto.Status",
        "VetoHeardHow": "reports.models.veto.Veto.Heard",
        "VetoLiftGround": "reports.models.veto.Veto.LiftGround",
        "VetoStep": "reports.api.fair_shapes.VETO_STEPS",
        "AppealStatus": "reports.models.appeal.Appeal.Status",
        "AppealOutcome": "reports.models.appeal.Appeal.Outcome",
        "AppealStep": "reports.api.fair_shapes.APPEAL_STEPS",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    # The link of a referral slip is a key: no log keeps it (B6).
    "filters": {"links": {"()": "config.log_mask.LinkMask"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["links"]}
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

# Invented families carry the mark 演示数据 on screen and in every document.
DEMO_DATA = False
