"""Acts, nouns and pages in Chinese, for the audit administrator's logs."""

from __future__ import annotations

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from accounts.acts import Act

ACT_WORDS = {
    Act.CAMPAIGN_OPEN: _("开展年度活动"),
    Act.PLEDGE_ISSUE: _("下发责任状"),
    Act.PLEDGE_SIGN: _("签订责任状"),
    Act.PLEDGE_WITHDRAW: _("撤回责任状"),
    Act.PLEDGE_COUNT: _("清点承诺书"),
    Act.SHEET_SEND: _("发送表格"),
    Act.SHEET_CONFIRM: _("确认导入"),
    Act.SHEET_WRITE: _("导入表格"),
    Act.SHEET_DROP: _("放弃表格"),
    Act.SHEET_RETURN: _("撤销导入"),
    Act.SHEET_RETRY: _("重试导入"),
    Act.SHEET_EXPIRE: _("清除过期表格"),
    Act.HOUSEHOLD_PLEDGE: _("签家庭承诺书"),
    Act.HOUSEHOLD_REGISTER: _("登记家庭"),
    Act.HOUSEHOLD_CHANGE: _("修改家庭登记"),
    Act.HOUSEHOLD_MOVE: _("办理迁移"),
    Act.MEMBER_CHANGE: _("修改家庭成员"),
    Act.PERSON_REVEAL: _("显示完整信息"),
    Act.PERSON_MATCH: _("核对同一人"),
    Act.FAMILY_LIST: _("列入在册"),
    Act.FAMILY_RAISE: _("调高等级"),
    Act.FAMILY_LOWER: _("调低等级"),
    Act.FAMILY_REVIEW: _("复核等级"),
    Act.FAMILY_KEEPER: _("确定包户人"),
    Act.FAMILY_HAND_OVER: _("提出移交包户"),
    Act.FAMILY_TAKE_OVER: _("答复移交包户"),
    Act.FAMILY_HOLD: _("镇里托管包户"),
    Act.FAMILY_URGE: _("催办"),
    Act.FAMILY_VISIT: _("登记走访"),
    Act.FAMILY_PLAN: _("修改一户一策"),
    Act.FAMILY_CLOSE: _("销号"),
    Act.HAZARD_OPEN: _("上报重大隐患"),
    Act.HAZARD_REPORT: _("办理重大隐患"),
    Act.HAZARD_RECEIVE: _("接报重大隐患"),
    Act.HAZARD_LIFT: _("确认重大隐患"),
    Act.HELP_PAIR: _("结对帮扶"),
    Act.HELP_CARE: _("登记关爱对象"),
    Act.HELP_SERVE: _("登记服务活动"),
    Act.FAMILY_SEAL: _("调整知悉范围"),
    Act.FAMILY_HANDLER: _("调整知悉范围"),
    Act.FAMILY_OPEN: _("查阅档案"),
    Act.FAMILY_HOLD_FILE: _("档案保全"),
    Act.REQUEST_TAKE: _("登记更正、移出申请"),
    Act.REQUEST_ANSWER: _("答复申请"),
    Act.REQUEST_APPEAL: _("登记申诉"),
    Act.REQUEST_DECIDE: _("答复申诉"),
    Act.HOLDINGS_READ: _("查询个人信息"),
    Act.RETENTION_SET: _("设定保存期限"),
    Act.ERASURE_DRAW: _("列出到期档案"),
    Act.ERASURE_CONFIRM: _("确认到期清除"),
    Act.ASSESSMENT_WRITE: _("编写影响评估"),
    Act.ASSESSMENT_APPROVE: _("批准影响评估"),
    Act.KINSHIP_DECLARE: _("申报回避"),
    Act.KINSHIP_END: _("解除回避"),
    Act.EMERGENCY_OPEN: _("紧急打开"),
    Act.EMERGENCY_REVIEW: _("复核紧急打开"),
    Act.FAMILY_FLAG: _("标记重大隐患、特别困难"),
    Act.PROPOSAL_MAKE: _("提出线索、申请"),
    Act.PROPOSAL_CONFIRM: _("审定申请"),
    Act.PROPOSAL_RETURN: _("退回申请"),
    Act.PROPOSAL_DISMISS: _("按误报了结"),
    Act.FACTOR_FILL: _("填风险因素表"),
    Act.SCALE_WRITE: _("起草分级办法"),
    Act.SCALE_PUBLISH: _("发布分级办法"),
    Act.SCREENING_OPEN: _("开启排查"),
    Act.SCREENING_FILE: _("登记排查"),
    Act.PERIOD_OPEN: _("开启报告周期"),
    Act.RULE_SET: _("修改报告规则"),
    Act.SENSITIVE_OPEN: _("开启敏感时期"),
    Act.SENSITIVE_END: _("提前结束敏感时期"),
    Act.EXPECTED_CHANGE: _("变更应报名单"),
    Act.EXPECTED_MISSING: _("标记未报"),
    Act.EXEMPTION_GRANT: _("准予免报"),
    Act.EXEMPTION_END: _("提前结束免报"),
    Act.EXCEPTION_GRANT: _("许可补报、更正"),
    Act.REPORT_FILE: _("上报零报告"),
    Act.REPORT_AMEND: _("更正零报告"),
    Act.REPORT_RETURN: _("退回零报告"),
    Act.REPORT_CHASE: _("催报"),
    Act.REPORT_QUESTION: _("请村里说明不符"),
    Act.REPORT_REPLY: _("说明不符"),
    Act.REPORT_UNTRUE: _("认定失实"),
    Act.INCIDENT_SETTLE: _("核实情况"),
    Act.REPORT_CLEAR: _("核定不失实"),
    Act.SYNC_KEEP: _("补传没有入账"),
    Act.SYNC_SETTLE: _("处理补传"),
    Act.SYNC_OVERSEE: _("看补传"),
    Act.RETURN_FILE: _("上报汇总"),
    Act.RETURN_BACK: _("退回汇总"),
    Act.RETURN_ACCEPT: _("审核汇总"),
    Act.RETURN_MISSING: _("标记汇总未报"),
    Act.COUNTY_RETURN_FILE: _("上报全县汇总"),
    Act.COUNTY_RETURN_BACK: _("退回全县汇总"),
    Act.COUNTY_RETURN_ACCEPT: _("审核全县汇总"),
    Act.NOTICE_DISMISS: _("收起提醒"),
    Act.SPOT_CHECK_RAISE: _("安排静默走访"),
    Act.SPOT_CHECK_DONE: _("登记静默走访"),
    Act.MATTER_RECEIVE: _("登记来件"),
    Act.MATTER_SORT: _("分办来件"),
    Act.MATTER_PASS_UP: _("来件上交乡镇"),
    Act.MATTER_TAKE: _("接手来件"),
    Act.DISPUTE_TAKE_IN: _("登记纠纷"),
    Act.DISPUTE_CONSENT: _("征询意愿"),
    Act.DISPUTE_ACCEPT: _("受理纠纷"),
    Act.DISPUTE_DECLINE: _("不予受理"),
    Act.DISPUTE_MEDIATE: _("登记调解"),
    Act.DISPUTE_MEDIATOR: _("换调解员"),
    Act.DISPUTE_SETTLE: _("登记协议"),
    Act.DISPUTE_SIGN: _("签署协议"),
    Act.DISPUTE_PERFORM: _("登记履行"),
    Act.DISPUTE_BREACH: _("登记未履行"),
    Act.DISPUTE_FOLLOW: _("跟进未履行"),
    Act.DISPUTE_END: _("终止调解"),
    Act.DISPUTE_PASS_UP: _("上交乡镇"),
    Act.DISPUTE_REVISIT: _("登记回访"),
    Act.NETWORK_OPEN: _("设立服务网点"),
    Act.NETWORK_CHANGE: _("修改服务网点"),
    Act.NETWORK_CLOSE: _("停办服务网点"),
    Act.NETWORK_ADDRESS: _("查看保密地址"),
    Act.NETWORK_DUTY: _("安排值班"),
    Act.NETWORK_WORK: _("登记网点工作"),
    Act.NETWORK_VOLUNTEER: _("登记志愿者"),
    Act.NETWORK_CONTACT: _("查看志愿者电话"),
    Act.NETWORK_TEAM: _("组建志愿队"),
    Act.NETWORK_SERVICE: _("登记志愿服务"),
    Act.NETWORK_LIMIT: _("设置志愿服务上限"),
    Act.AWARD_NOMINATE: _("推荐示范户"),
    Act.AWARD_VOTE: _("登记评议"),
    Act.AWARD_NOTICE: _("公示"),
    Act.AWARD_OBJECT: _("登记异议"),
    Act.AWARD_ANSWER: _("答复异议"),
    Act.AWARD_REVIEW: _("乡镇审核"),
    Act.AWARD_APPROVE: _("县级批准"),
    Act.AWARD_PLATE: _("授牌"),
    Act.SCORE_RUN: _("计算考核"),
    Act.SCORE_ENTER: _("录入评分"),
    Act.SCORE_VETO: _("一票否决"),
    Act.SCORE_SIGN: _("签发考核"),
    Act.SCORE_PUBLISH: _("公布考核"),
    Act.DOCUMENT_MAKE: _("生成报告"),
    Act.USER_CREATE: _("新建用户"),
    Act.USER_CHANGE: _("办理账号"),
    Act.POSTING_GRANT: _("授予任职"),
    Act.POSTING_END: _("结束任职"),
    Act.LOG_READ: _("查看日志"),
    Act.EXPORT_MAKE: _("导出"),
    Act.EXPORT_UNMASKED: _("导出未隐去的内容"),
}


def act_word(code: str) -> str:
    """受理纠纷 for dispute.accept; an act of an older version keeps its code."""
    return str(ACT_WORDS[Act(code)]) if code in set(Act) else code


def noun_word(label: str) -> str:
    """在册家庭 for households.listedfamily; an unknown noun keeps its label."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


def page_word(view: str) -> str:
    """清单, 接口 or 详情和办理 by the name of a view."""
    name = view.rpartition(":")[2]
    if name == "export_file":
        return str(_("下载导出的文件"))
    if name.startswith("api_"):
        return str(_("接口"))
    if name.endswith(("_list", "_grid", "_missing", "_figures", "_map")):
        return str(_("清单"))
    return str(_("详情、办理"))
