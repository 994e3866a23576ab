import onderwijsregio2025 from '../../funding/onderwijsregio-2025.json';
import opleidingsschool2020 from '../../funding/opleidingsschool-2020.json';
import opleidingsschool2021Gekort from '../../funding/opleidingsschool-2021-gekort.json';
import opleidingsschoolStaffel2018 from '../../funding/opleidingsschool-staffel-2018.json';
import rap2020 from '../../funding/rap-2020.json';
import zijInstroom2023 from '../../funding/zij-instroom-2023.json';
import { type FundingRule, fundingRuleFormat } from './format.ts';

/** The rules of the folder `funding/`, by scheme and then in time; data of our own, so a fault in it is thrown. */
export const fundingRules: readonly FundingRule[] = [
  opleidingsschoolStaffel2018,
  opleidingsschool2020,
  opleidingsschool2021Gekort,
  onderwijsregio2025,
  rap2020,
  zijInstroom2023,
].map((rule) => fundingRuleFormat.parse(rule));
