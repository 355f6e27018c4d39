"""Loads a served store with 1,000 clients, of which some never read and some trickle, while articles are added.

    python3 eval/load.py --onrecord target/release/onrecord --store COPY.db --add MORE.jsonl [--clients 1000] [--silent 300]
        [--trickling 100] [--seconds 60]

Silent clients send requests one after another and never read an answer. Trickling clients send a request a byte at a time, and
read an answer a few bytes at a time. The others ask for one page after another on connections that stay open; half of
their pages are those of the longest articles. Only their answers are counted. Articles are added to COPY.db. The memory is
the largest of the server (Linux)."""

import argparse, asyncio, json, re, resource, sqlite3, subprocess, sys, time

from serve_load import client

PATHS = ["/", "/search?q=said", "/search?in=events", "/api/statements?q=said", "/stories"]


def looks(number, n):
    """Returns for how many seconds a reader looks at a page."""
    return 5 * ((7 * n + number) % 11) / 10


async def be_silent(port, path, until):
    """Sends requests for a long page and never reads; connects again when it is left."""
    while time.monotonic() < until:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1)
            writer.transport.pause_reading()
            for _ in range(20):
                writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            while time.monotonic() < until and not writer.is_closing():
                await asyncio.sleep(1)
            writer.close()
        except OSError:
            await asyncio.sleep(0.5)


async def trickle(port, path, until):
    """Sends and reads a few bytes a second; connects again when it is left."""
    while time.monotonic() < until:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=64)
            for byte in f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode():
                writer.write(bytes([byte]))
                await asyncio.sleep(0.1)
            while time.monotonic() < until and await reader.read(16):
                await asyncio.sleep(0.1)
            writer.close()
        except OSError:
            await asyncio.sleep(0.5)


async def load(port, args, long):
    until, times, errors = time.monotonic() + args.seconds, [], []
    n_others = args.clients - args.silent - args.trickling
    paths = [path for pair in zip(PATHS, long) for path in pair]
    work = [be_silent(port, long[n % len(long)], until) for n in range(args.silent)]
    work += [trickle(port, long[n % len(long)], until) for n in range(args.trickling)]
    work += [client(n, port, until, times, errors, paths, looks) for n in range(n_others)]
    await asyncio.gather(*work)
    return times, errors


def memory(process):
    """The largest memory of a process so far, in MB."""
    with open(f"/proc/{process.pid}/status") as status:
        return round(int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1)) / 1000)


def main():
    parser = argparse.ArgumentParser()
    for name in ["--onrecord", "--store", "--add"]:
        parser.add_argument(name, required=True)
    for name, usual in [("--clients", 1000), ("--silent", 300), ("--trickling", 100), ("--seconds", 60)]:
        parser.add_argument(name, type=int, default=usual)
    args = parser.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    base = sqlite3.connect(f"file:{args.store}?mode=ro", uri=True)
    order = "select article from version order by length(record) desc limit ?"
    long = [f"/articles/{row[0]}" for row in base.execute(order, [len(PATHS)])]
    base.close()
    serve = [args.onrecord, "serve", "--store", args.store, "--port", "0"]
    server = subprocess.Popen(serve, stderr=subprocess.PIPE, text=True)
    port = int(re.search(r":(\d+) ", server.stderr.readline()).group(1))
    add = [args.onrecord, "add", args.add, "--store", args.store, "--quiet", "--threads", "1"]
    adding = subprocess.Popen(add)
    times, errors = asyncio.run(load(port, args, long))
    is_adding, megabytes = adding.poll() is None, memory(server)
    adding.send_signal(2)
    adding.wait()
    server.send_signal(2)
    code = server.wait()
    times.sort()
    at = lambda share: round(1000 * times[min(len(times) - 1, int(share * len(times)))], 1) if times else None
    print(json.dumps({"requests": len(times), "per_second": round(len(times) / args.seconds), "errors": len(errors),
                      "p50_ms": at(0.5), "p99_ms": at(0.99), "max_ms": at(1), "memory_of_server_mb": megabytes,
                      "added_to_the_end": is_adding, "exit_of_server": code, "first_errors": errors[:5]}, indent=1))
    sys.exit(bool(errors))


main()
