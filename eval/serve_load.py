"""Reads pages of a served store with many clients while articles are added, and reports errors and times.

    python3 eval/serve_load.py --onrecord target/release/onrecord --store COPY.db --add MORE.jsonl [--clients 200] [--seconds 60]

Clients ask one page after the other, on connections that stay open, with no pause. Articles are added to COPY.db."""

import argparse, asyncio, json, re, subprocess, sys, time

PATHS = ["/", "/search?q=tax", "/search?in=events", "/search?in=actors", "/articles/1", "/articles/2", "/corrections",
         "/api/statements?q=said+OR+tax", "/api/articles", "/api/stats"]


async def client(number, port, until, times, errors, paths=PATHS, pause=lambda number, n: 0):
    """Asks for pages until the time is over, and notes how long each answer took. `pause` gives the seconds to wait before the next."""
    reader = writer = None
    n = number
    while time.monotonic() < until:
        path, n, start = paths[n % len(paths)], n + 1, time.monotonic()
        try:
            if writer is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 60)
            await reader.readexactly(int(re.search(rb"content-length: (\d+)", head, re.I).group(1)))
            status = head.split(b" ", 2)[1].decode()
            times.append(time.monotonic() - start)
            if status != "200":
                errors.append(f"{status} {path}")
        except Exception as error:  # Anything that a client would see as a failure is one.
            errors.append(f"{type(error).__name__} {path}")
            writer = None
        await asyncio.sleep(pause(number, n))


async def load(port, n_clients, seconds):
    times, errors, until = [], [], time.monotonic() + seconds
    await asyncio.gather(*(client(n, port, until, times, errors) for n in range(n_clients)))
    return times, errors


def main():
    parser = argparse.ArgumentParser()
    for name in ["--onrecord", "--store", "--add"]:
        parser.add_argument(name, required=True)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=60)
    args = parser.parse_args()
    serve = [args.onrecord, "serve", "--store", args.store, "--port", "0"]
    server = subprocess.Popen(serve, stderr=subprocess.PIPE, text=True)
    port = int(re.search(r":(\d+) ", server.stderr.readline()).group(1))
    add = [args.onrecord, "add", args.add, "--store", args.store, "--quiet", "--threads", "1"]
    adding = subprocess.Popen(add)
    times, errors = asyncio.run(load(port, args.clients, args.seconds))
    is_adding = adding.poll() is None
    adding.send_signal(2)
    adding.wait()
    server.send_signal(2)
    code = server.wait()
    times.sort()
    at = lambda share: round(1000 * times[min(len(times) - 1, int(share * len(times)))], 1) if times else None
    print(json.dumps({"requests": len(times), "per_second": round(len(times) / args.seconds), "errors": len(errors),
                      "p50_ms": at(0.5), "p99_ms": at(0.99), "max_ms": at(1), "added_to_the_end": is_adding,
                      "exit_of_server": code, "first_errors": errors[:5]}, indent=1))
    sys.exit(bool(errors))


if __name__ == "__main__":
    main()
