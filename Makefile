# 安家：每条命令从零开始都能用，只要有 make 和 Python 3.11 以上。
.PHONY: help demo reset test lint style types checks fit suite lock venv

# The first Python that is new enough and can make a virtual environment, else the first new enough.
FIND_PYTHON = best=; \
	for p in python3 python3.14 python3.13 python3.12 python3.11; do \
		$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
		[ -n "$$best" ] || best=$$p; \
		if $$p -c 'import ensurepip, venv' >/dev/null 2>&1; then best=$$p; break; fi; \
	done
PY = .venv/bin/python
SAY = @printf '\n▸ %s\n'
# What is compiled once is kept, also where the environment says otherwise: each child process and
# each worker would compile all of it anew.
export PYTHONDONTWRITEBYTECODE =
SETTINGS_TEST = DJANGO_SETTINGS_MODULE=config.settings.test
# Harmless values: the deployment check looks at settings, it connects to nothing.
SETTINGS_DEPLOY = DJANGO_SETTINGS_MODULE=config.settings.production DEBUG=0 BEHIND_PROXY=1 \
	ALLOWED_HOSTS=anjia.invalid CSRF_TRUSTED_ORIGINS=https://anjia.invalid \
	DATABASE_URL=postgresql://anjia_app@db/anjia REDIS_URL=redis://redis:6379/0 \
	SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_hex(40))') \
	SCOPE_KEY=$$($(PY) -c 'import secrets; print(secrets.token_hex(40))') \
	INDEX_KEY=$$($(PY) -c 'import secrets; print(secrets.token_hex(40))') \
	FIELD_KEYS=d:$$($(PY) -c 'import base64, secrets; print(base64.b64encode(secrets.token_bytes(32)).decode())') \
	SYNC_PRIVATE_KEY=d:$$($(PY) -c 'import base64, secrets; print(base64.b64encode(secrets.token_bytes(32)).decode())')

help: ## 列出可用的命令
	@printf '安家：可用的命令\n'
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

demo: venv ## 演示：准备一切，生成一年数据，评分出报告，直到 Ctrl-C（PORT=8000 可改端口）
	@bash .ci/packages demo
	@exec $(PY) -m config.trial demo --port $(or $(PORT),8000)

reset: venv ## 停止演示并删除它的数据
	@$(PY) -m config.trial reset

test: venv ## 运行全部检查与测试
	@bash .ci/packages test
	$(SAY) '格式（ruff format）'
	@$(PY) -m ruff format --check .
	@$(MAKE) --no-print-directory style
	@$(MAKE) --no-print-directory -j 2 checks suite

lint: venv ## 代码检查：ruff、mypy、引用方向
	@$(MAKE) --no-print-directory style
	@$(MAKE) --no-print-directory types

style:
	$(SAY) '代码检查（ruff check）'
	@$(PY) -m ruff check .

types:
	$(SAY) '类型检查（mypy）'
	@$(SETTINGS_TEST) $(PY) -m mypy .
	$(SAY) '引用方向（import-linter）'
	@$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

# Beside the tests, which leave a core idle now and then; what is said is said in one piece.
checks:
	@said=$$($(MAKE) --no-print-directory types fit 2>&1); code=$$?; printf '%s\n' "$$said"; exit $$code

fit:
	$(SAY) '模型与迁移一致（makemigrations --check）'
	@$(SETTINGS_TEST) $(PY) -m config.trial run -- $(PY) manage.py makemigrations --check --dry-run
	$(SAY) '正式环境设置（check --deploy）'
	@$(SETTINGS_DEPLOY) $(PY) manage.py check --deploy --fail-level WARNING

suite:
	$(SAY) '测试（pytest，私有的 PostgreSQL 和 Redis）'
	@TEST_DB_SUFFIX=_make $(PY) -m config.trial run -- $(PY) -m pytest -n 2 --dist worksteal $(PYTEST_ARGS)

lock: ## 重新解析依赖，写出两个锁定文件（需要 uv）
	uv pip compile --universal --generate-hashes --all-extras --quiet --no-header \
		--no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --quiet --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links -c requirements.lock pyproject.toml \
		-o requirements.production.lock
	@! grep -nE 'https?:|file:' requirements.lock requirements.production.lock

# Made anew when the lock changes or the Python it was made with is gone.
venv:
	@stamp=$$(cksum < requirements.lock); \
	if [ "$$(cat .venv/lock.stamp 2>/dev/null)" = "$$stamp" ] && $(PY) -c '' 2>/dev/null; then exit 0; fi; \
	$(FIND_PYTHON); \
	if [ -z "$$best" ]; then echo '✗ 需要 Python 3.11 或更新的版本。'; exit 1; fi; \
	bash .ci/packages venv "$$best" || exit 1; \
	printf '▸ 安装依赖（%s，第一次约一分钟）…\n' "$$($$best --version)"; \
	rm -rf .venv && $$best -m venv .venv && \
	PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore \
		$(PY) -m pip install --quiet --require-hashes -r requirements.lock && \
	printf '%s\n' "$$stamp" > .venv/lock.stamp
