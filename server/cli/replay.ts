import { playReplay } from './play-replay.ts';
import { Complaint, runProgram, say } from './program.ts';
import { numberOption, readOptions } from './program-options.ts';
import { minuteOf } from './replay-script.ts';

const HELP = `npm run replay -- [--speed 60] [--url http://127.0.0.1:4321] [--until 9h00] [--loop]

Three reporters and an editor of the demonstration cover a simulated conference, through the same doors as people. It
takes place now, and its three hours are as much shorter as the replay is faster.
The newsroom must know the demonstration's accounts: start it with npm run demo -- --no-replay.

  --speed N     N times faster than the clock, 1 to 600 (60: three hours in three minutes)
  --url URL     where the newsroom is (http://127.0.0.1:4321)
  --until HOUR  stop before this hour of the script, 8h00 to 11h12, and leave the coverage live
  --loop        begin again when it is over, until stopped
  --help        this text

Exit codes: 0 done · 1 not done · 64 asked wrongly`;

runProgram(async (words) => {
  const { values, positionals } = readOptions(words, {
    speed: { type: 'string', default: '60' },
    url: { type: 'string', default: 'http://127.0.0.1:4321' },
    until: { type: 'string' },
    loop: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  });
  if (values.help) return say(HELP);
  if (positionals.length > 0)
    throw new Complaint(`“${positionals[0]}” is one word too many. See --help.`, 64);
  if (!URL.canParse(values.url)) throw new Complaint(`--url takes an address, not “${values.url}”.`, 64);
  if (values.until !== undefined && !/^([01]?\d|2[0-3])h[0-5]\d$/u.test(values.until))
    throw new Complaint(`--until takes an hour such as 9h00, not “${values.until}”.`, 64);
  const options = {
    url: values.url.replace(/\/$/u, ''),
    speed: numberOption('speed', values.speed, 1, 600),
    ...(values.until && { until: minuteOf(values.until) }),
    say,
  };
  do await playReplay({ ...options, startsAt: Date.now() });
  while (values.loop);
});
