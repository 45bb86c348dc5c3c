#!/usr/bin/env python3
"""Measures replication beside a redis-server: each of the two kinds is master, and its replicas are of its own kind.

  compare-replication.py REDIS_SERVER [--keys 5000000] [--requests 1000000] [--megabytes 200] [--rounds 3] [--only set,sync,apply,memory]

  set      SET at pipeline 16 without a replica, with one and with two: requests a second, and CPU of master and replica
  sync     a full sync of --keys keys of 100 bytes: the second one: how long, the master's CPU, its worst request meanwhile,
           also without the time for which client and server waited for a processor
  apply    a replica that was stopped while --requests SETs came: how fast it applies them
  memory   three replicas that read nothing while --megabytes are written: what the master needs for them

Run it in the root of the project; redis-benchmark comes from the PATH. The two kinds take turns, and each number is the
median of all rounds. Nothing is left behind. What the append-only file costs is measured by measure-append-only.py.
"""
import argparse, os, shutil, signal, socket, statistics, subprocess, tempfile, threading, time

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument('redis')
parser.add_argument('--ours', default='bin/redis-server')
parser.add_argument('--keys', type=int, default=5_000_000)
parser.add_argument('--requests', type=int, default=1_000_000)
parser.add_argument('--megabytes', type=int, default=200)
parser.add_argument('--rounds', type=int, default=3)
parser.add_argument('--only', default='set,sync,apply,memory')
options = parser.parse_args()
SERVERS = {'ours': os.path.abspath(options.ours), 'redis': os.path.abspath(options.redis)}
LIMIT = 600


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


class Connection:
    def __init__(self, port):
        self.socket = socket.create_connection(('127.0.0.1', port))
        self.file = self.socket.makefile('rb')

    def send(self, *words):
        parts = [b'*%d\r\n' % len(words)]
        for word in words:
            word = word if isinstance(word, bytes) else str(word).encode()
            parts.append(b'$%d\r\n%s\r\n' % (len(word), word))
        self.socket.sendall(b''.join(parts))

    def reply(self):
        line = self.file.readline()
        if line[:1] == b'$' and line != b'$-1\r\n':
            return self.file.read(int(line[1:]) + 2)[:-2]
        assert line[:1] != b'-', line
        return line[1:-2]

    def ask(self, *words):
        self.send(*words)
        return self.reply()

    def info(self, field):
        for line in self.ask('INFO', 'everything').decode(errors='replace').splitlines():
            if line.startswith(field + ':'):
                return line[len(field) + 1:]
        return None


class Server:
    """A server in a folder of its own; ready when the object is there."""

    def __init__(self, program, *words):
        self.folder = tempfile.mkdtemp()
        self.port = free_port()
        log = os.path.join(self.folder, 'log')
        self.process = subprocess.Popen(
            [program, '--port', str(self.port), '--bind', '127.0.0.1', '--save', '', '--dir', self.folder, '--logfile', log,
             '--enable-debug-command', 'yes', '--repl-diskless-sync-delay', '0', '--repl-timeout', str(LIMIT),
             '--client-output-buffer-limit', 'replica 0 0 0', *words], stdout=subprocess.DEVNULL)
        end = time.time() + 60
        while not os.path.exists(log) or 'Ready to accept connections' not in open(log).read():
            assert self.process.poll() is None and time.time() < end, 'a server does not start: ' + program
            time.sleep(0.05)
        self.client = Connection(self.port)

    def cpu(self):
        """Seconds of CPU of the process, with those of children that have ended."""
        fields = open(f'/proc/{self.process.pid}/stat').read().rsplit(')', 1)[1].split()
        return sum(int(n) for n in fields[11:15]) / os.sysconf('SC_CLK_TCK')

    def loop(self):
        """The folder in /proc of the thread that runs commands: the one that has run longest."""
        tasks = f'/proc/{self.process.pid}/task/'
        return tasks + max(os.listdir(tasks), key=lambda task: int(open(tasks + task + '/schedstat').read().split()[0]))

    def stop(self):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Waits:
    """How long a thread was ready to run while others had the processors."""

    def __init__(self, folder):
        self.file = open(folder + '/schedstat')

    def seconds(self):
        self.file.seek(0)
        return int(self.file.read().split()[1]) / 1e9


def follow(replica, master):
    replica.client.ask('REPLICAOF', '127.0.0.1', master.port)


def wait_for(condition):
    end = time.time() + LIMIT
    while not condition():
        assert time.time() < end, 'it takes too long'
        time.sleep(0.01)


def wait_up(replica):
    wait_for(lambda: replica.client.info('master_link_status') == 'up')


def wait_same(replica, master):
    wait_for(lambda: replica.client.info('master_repl_offset') == master.client.info('master_repl_offset'))


def benchmark(master, requests):
    out = subprocess.run(['redis-benchmark', '-p', str(master.port), '-t', 'set', '-P', '16', '-c', '50', '-r', '1000000', '-d', '16',
                          '-n', str(requests), '--csv'], capture_output=True, text=True).stdout
    return float(out.splitlines()[-1].split(',')[1].strip('"'))


def measure_set(program, replicas):
    master = Server(program)
    followers = [Server(program) for _ in range(replicas)]
    for follower in followers:
        follow(follower, master)
        wait_up(follower)
    benchmark(master, options.requests)  # the code becomes warm
    for follower in followers:
        wait_same(follower, master)
    before, applied = master.cpu(), sum(each.cpu() for each in followers)
    rate = benchmark(master, options.requests)
    for follower in followers:
        wait_same(follower, master)
    result = {'requests a second': rate, 'microseconds of the master\'s CPU a request': (master.cpu() - before) / options.requests * 1e6}
    if replicas:
        cpu = (sum(each.cpu() for each in followers) - applied) / replicas
        result['microseconds of a replica\'s CPU a request'] = cpu / options.requests * 1e6
    for server in [master, *followers]:
        server.stop()
    return result


def measure_sync(program):
    master, first, replica = Server(program), Server(program), Server(program)
    master.client.ask('DEBUG', 'POPULATE', options.keys, 'key', 100)
    follow(first, master)  # the code becomes warm
    wait_up(first)
    first.stop()
    took_each, own_each, stop = [], [], threading.Event()  # of each request

    def write():
        client, number = Connection(master.port), 0
        threads = [Waits('/proc/thread-self'), Waits(master.loop())]
        while not stop.is_set():
            waited, began = sum(each.seconds() for each in threads), time.perf_counter()
            client.ask('SET', f'key:{number * 7919 % options.keys}', 'x' * 100)
            took = time.perf_counter() - began
            own_each.append(took - sum(each.seconds() for each in threads) + waited)
            took_each.append(took)
            number += 1
            time.sleep(0.001)
    thread = threading.Thread(target=write)
    thread.start()
    time.sleep(1)
    before = len(took_each)
    cpu, began = master.cpu(), time.time()
    follow(replica, master)
    wait_up(replica)
    took = time.time() - began
    cpu = master.cpu() - cpu
    stop.set()
    thread.join()
    result = {'seconds': took, 'seconds of the master\'s CPU': cpu,
              'milliseconds, worst request meanwhile': max(took_each[before:]) * 1e3,
              'milliseconds, worst request meanwhile without waits for a processor': max(own_each[before:]) * 1e3,
              'milliseconds, worst request of a second before': max(took_each[:before]) * 1e3,
              'milliseconds, worst request of a second before without waits for a processor': max(own_each[:before]) * 1e3}
    wait_same(replica, master)
    master.stop()
    replica.stop()
    return result


def measure_apply(program):
    master, replica = Server(program), Server(program)
    follow(replica, master)
    wait_up(replica)
    benchmark(master, options.requests)
    wait_same(replica, master)
    replica.process.send_signal(signal.SIGSTOP)
    benchmark(master, options.requests)
    cpu, began = replica.cpu(), time.time()
    replica.process.send_signal(signal.SIGCONT)
    wait_same(replica, master)
    took = time.time() - began
    result = {'commands a second': options.requests / took, 'microseconds of CPU a command': (replica.cpu() - cpu) / options.requests * 1e6}
    master.stop()
    replica.stop()
    return result


def measure_memory(program):
    master = Server(program)
    master.client.ask('SET', 'k', 'v')
    slow = []
    for _ in range(3):
        each = Connection(master.port)
        each.ask('REPLCONF', 'capa', 'eof', 'capa', 'psync2')
        each.send('PSYNC', '?', '-1')
        slow.append(each)
    wait_for(lambda: int(master.client.info('connected_slaves')) == 3)
    for each in slow:  # the snapshot, whose end the master must see acknowledged
        line = each.file.readline()
        while not line.startswith(b'$EOF:'):
            line = each.file.readline()
        mark = line[5:45]
        data = b''
        while not data.endswith(mark):
            data += each.file.read(1)
        each.send('REPLCONF', 'ACK', '0')
    wait_for(lambda: all(f'slave{i}' and 'online' in (master.client.info(f'slave{i}') or '') for i in range(3)))
    before = int(master.client.info('used_memory'))
    value = b'x' * 10_000
    for _ in range(options.megabytes * 100):
        master.client.ask('SET', 'k', value)
    result = {'MB of replication buffers': int(master.client.info('mem_total_replication_buffers')) / 1e6,
              'MB more used_memory': (int(master.client.info('used_memory')) - before) / 1e6}
    master.stop()
    return result


def compare(what, measure):
    results = {name: [] for name in SERVERS}
    for _ in range(options.rounds):
        for name, program in SERVERS.items():
            results[name].append(measure(program))
    print(what)
    for unit in results['ours'][0]:
        ours, redis = (statistics.median(each[unit] for each in results[name]) for name in ('ours', 'redis'))
        print(f'  {unit:48} ours {ours:12.2f}   redis {redis:12.2f}   ratio {ours / max(redis, 1e-9):6.2f}', flush=True)


only = options.only.split(',')
if 'set' in only:
    for count in (0, 1, 2):
        compare(f'SET, pipeline 16, {count} replicas', lambda program: measure_set(program, count))
if 'sync' in only:
    compare(f'full sync of {options.keys} keys', measure_sync)
if 'apply' in only:
    compare(f'a replica applies {options.requests} SETs', measure_apply)
if 'memory' in only:
    compare(f'three replicas that read nothing, {options.megabytes} MB written', measure_memory)
