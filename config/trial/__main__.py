"""The command line: `python -m config.trial demo|reset|run|up|down|env`."""

import argparse
import signal
import sys
from types import FrameType

from config.trial import demo
from config.trial.folder import TrialError
from config.trial.services import TestServices


class Stopped(BaseException):
    """A signal asked us to end; what was started is stopped on the way out."""


def _stop(number: int, frame: FrameType | None) -> None:
    # A second Ctrl-C must not cut the cleaning-up short.
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise Stopped


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m config.trial", description="试用与测试")
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("demo", help="生成演示数据并启动，直到 Ctrl-C")
    serve.add_argument("--port", type=int, default=8000, help="首选端口")
    commands.add_parser("reset", help="停止演示并删除它的数据")
    run = commands.add_parser("run", help="带着测试用的数据库和 Redis 运行一条命令")
    run.add_argument("argv", nargs=argparse.REMAINDER, metavar="-- 命令")
    commands.add_parser("up", help="启动测试用的数据库和 Redis 并留着")
    commands.add_parser("down", help="停止 up 留下的服务")
    commands.add_parser("env", help="打印 export 语句")
    return parser


def _dispatch(options: argparse.Namespace) -> int:
    if options.command == "demo":
        return demo.run(options.port)
    if options.command == "reset":
        return demo.reset()
    services = TestServices()
    if options.command == "run":
        argv = options.argv[1:] if options.argv[:1] == ["--"] else options.argv
        if not argv:
            raise TrialError("请在 run -- 后面写要运行的命令。")
        return services.run(argv)
    commands = {"up": services.up, "down": services.down, "env": services.env}
    return commands[options.command]()


def main() -> int:
    """Parse, run, and turn refusals into one Chinese sentence and exit code 1."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    options = _parser().parse_args()
    try:
        return _dispatch(options)
    except TrialError as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    except Stopped:
        if options.command == "demo":
            print("\n已全部停止。")
            return 0
        return 130


sys.exit(main())
