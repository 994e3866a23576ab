import { type Plan, type Simulation, simulate, uncertainWithin } from '../../engine/index.ts';
import { readPlan } from '../files/plan-file.ts';
import { readUncertain, type UncertainOutcome } from '../files/uncertain.ts';
import { randomFrom } from '../random.ts';
import { Answers } from '../report/questions.ts';
import type { AnyProblem, Texts } from '../texts/index.ts';
import type { Arguments } from './arguments.ts';
import { type Output, printable } from './io.ts';
import { badValue, print, show } from './questions.ts';
import { EXIT, refuse } from './refusal.ts';

/** Trials of which the answer for programs tells what was drawn. */
const SHOWN = 3;

/**
 * `simulate PLAN [--seed N] [--trials N] [--variant ID] [--band PART] [--uncertain FILE] [--json]`: the chance of a
 * shortfall. Every variant starts from the same seed, so that they meet the same chances.
 */
export async function simulateCommand(line: Arguments, output: Output, texts: Texts): Promise<number> {
  const refused = (problems: readonly AnyProblem[]): Promise<number> =>
    refuse(output, texts, problems, line.json);
  const { seed = '1', trials = '10000', band = '0.10', uncertain: file } = line.texts;
  const wrong = [
    ...(/^\d{1,9}$/.test(seed) ? [] : [badValue('--seed', seed)]),
    ...(/^[1-9]\d{0,6}$/.test(trials) ? [] : [badValue('--trials', trials)]),
    ...(/^0\.\d{1,4}$/.test(band) ? [] : [badValue('--band', band)]),
  ];
  if (wrong.length > 0) return refused(wrong);
  const outcome = readPlan(line.plan);
  if (!outcome.ok) return refused(outcome.problems);
  const { plan } = outcome;
  const known = plan.variants.map(({ id }) => id);
  const chosen = [...new Set(line.variants ?? known)];
  const unknown = chosen.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    return refused(unknown.map((found) => ({ path: '', code: 'unknown-variant', values: { found, known } })));
  }
  const given: UncertainOutcome | undefined = file === undefined ? undefined : readUncertain(file);
  if (given?.ok === false) return refused(given.problems);
  const made: Simulation[] = [];
  for (const variant of chosen) {
    output.progress(printable(texts.commands.calculating(variant)));
    const simulated = simulate(plan, {
      variant,
      uncertain: given?.uncertain ?? uncertainWithin(plan, variant, band),
      ...(given && { correlations: given.correlations }),
      trials: Number(trials),
      random: randomFrom(Number(seed)),
      show: line.json ? SHOWN : 0,
    });
    output.progress('');
    if (!simulated.ok) return refused(simulated.problems);
    made.push(simulated.simulation);
  }
  if (line.json) {
    await print(output, 'samenplan-simulation/1', {
      seed: Number(seed),
      trials: Number(trials),
      band: given === undefined ? band : null,
      variants: made,
    });
    return EXIT.done;
  }
  for (const simulation of made) {
    await tell(output, texts, plan, simulation, Number(seed), given === undefined ? band : null);
  }
  return EXIT.done;
}

async function tell(
  output: Output,
  texts: Texts,
  plan: Plan,
  simulation: Simulation,
  seed: number,
  band: string | null,
): Promise<void> {
  const answers = new Answers(texts, plan, simulation.variant);
  const tables = answers.simulation(simulation, seed);
  for (const [index, table] of tables.entries()) {
    const assumed = index === 0 && band !== null;
    const lines = assumed ? [answers.assumed(band)] : [];
    await show(output, table.title, lines, table);
  }
}
