#!/usr/bin/env python3
"""Measures the append-only file beside a redis-server: SET at pipeline 16, and the load of a large file.

  measure-append-only.py REDIS_SERVER [--megabytes 100] [--requests 1000000] [--rounds 3]

Run it in the root of the project. REDIS_SERVER is the program to compare with; redis-benchmark comes from the PATH.
The two servers take turns, and each number is the median of all rounds. Nothing is left behind.
"""
import argparse, os, re, shutil, socket, statistics, subprocess, tempfile, time

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument('redis')
parser.add_argument('--megabytes', type=int, default=100)
parser.add_argument('--requests', type=int, default=1_000_000)
parser.add_argument('--rounds', type=int, default=3)
parser.add_argument('--only', choices=['set', 'load'])
options = parser.parse_args()
SERVERS = {'ours': os.path.abspath('bin/redis-server'), 'redis': options.redis}


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


class Server:
    """A server in a folder; ready when the object is there."""

    def __init__(self, program, folder, *words):
        self.port = free_port()
        self.log = os.path.join(folder, 'log')
        self.process = subprocess.Popen(
            [program, '--port', str(self.port), '--bind', '127.0.0.1', '--save', '', '--dir', folder, '--logfile', self.log,
             '--auto-aof-rewrite-percentage', '0', '--appendonly', 'yes', *words], stdout=subprocess.DEVNULL)
        while 'Ready to accept connections' not in self.text():
            assert self.process.poll() is None, self.text()
            time.sleep(0.05)

    def text(self):
        return open(self.log).read() if os.path.exists(self.log) else ''

    def cpu(self):
        """Seconds of CPU of the whole process."""
        fields = open(f'/proc/{self.process.pid}/stat').read().rsplit(')', 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')

    def stop(self):
        self.process.kill()
        self.process.wait()


def benchmark(server, requests):
    out = subprocess.run(['redis-benchmark', '-p', str(server.port), '-t', 'set', '-P', '16', '-c', '50', '-r', '1000000', '-d', '16',
                          '-n', str(requests), '--csv'], capture_output=True, text=True).stdout
    return float(out.splitlines()[-1].split(',')[1].strip('"'))


def measure_set(program, fsync):
    folder = tempfile.mkdtemp()
    server = Server(program, folder, '--appendfsync', fsync)
    benchmark(server, options.requests // 4)  # the code becomes warm
    before = server.cpu()
    rate = benchmark(server, options.requests)
    cpu = (server.cpu() - before) / options.requests * 1e6
    server.stop()
    shutil.rmtree(folder)
    return rate, cpu


def write_file(path, megabytes):
    """Writes commands: mostly SET, and some that work on collections."""
    def command(*words):
        return ''.join([f'*{len(words)}\r\n'] + [f'${len(w)}\r\n{w}\r\n' for w in words])
    with open(path, 'w', newline='') as out:
        out.write(command('SELECT', '0'))
        number = 0
        while out.tell() < megabytes << 20:
            part = []
            for i in range(number, number + 10_000):
                part.append(command('SET', f'key:{i:012}', f'value:{i:094}'))
                if i % 5 == 0:
                    part.append(command('HSET', f'hash:{i % 1000}', f'field:{i}', f'{i}'))
                    part.append(command('ZADD', f'zset:{i % 1000}', f'{i}', f'member:{i}'))
                    part.append(command('INCR', f'counter:{i % 1000}'))
            out.write(''.join(part))
            number += 10_000


def measure_load(program, source):
    folder = tempfile.mkdtemp()
    os.mkdir(folder + '/appendonlydir')
    os.link(source, folder + '/appendonlydir/appendonly.aof.1.incr.aof')
    with open(folder + '/appendonlydir/appendonly.aof.manifest', 'w') as out:
        out.write('file appendonly.aof.1.incr.aof seq 1 type i\n')
    server = Server(program, folder)
    cpu = server.cpu()  # with the start of the server
    seconds = float(re.search(r'DB loaded from append only file: ([0-9.]+) seconds', server.text()).group(1))
    server.stop()
    shutil.rmtree(folder)
    return seconds, cpu


def report(what, results, unit):
    ours, redis = (statistics.median(results[name]) for name in ('ours', 'redis'))
    print(f'{what:32} ours {ours:12.2f}   redis {redis:12.2f}   ratio {ours / redis:5.2f}   {unit}', flush=True)


if options.only != 'load':
    for fsync in ('everysec', 'always'):
        rates, cpus = {'ours': [], 'redis': []}, {'ours': [], 'redis': []}
        for _ in range(options.rounds):
            for name, program in SERVERS.items():
                rate, cpu = measure_set(program, fsync)
                rates[name].append(rate)
                cpus[name].append(cpu)
        report(f'SET, pipeline 16, {fsync}', rates, 'requests a second')
        report('', cpus, 'microseconds of CPU a request')
if options.only != 'set':
    source = tempfile.mktemp()
    write_file(source, options.megabytes)
    seconds, cpus = {'ours': [], 'redis': []}, {'ours': [], 'redis': []}
    for _ in range(options.rounds):
        for name, program in SERVERS.items():
            took, cpu = measure_load(program, source)
            seconds[name].append(took)
            cpus[name].append(cpu)
    report(f'load of {options.megabytes} MB', seconds, 'seconds')
    report('', cpus, 'seconds of CPU, the start of the server included')
    os.remove(source)
