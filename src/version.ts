// whole, as bundlers want of JSON
import program from '../package.json';

/** The version of this program, as a workbook says what it was written with. */
export const VERSION: string = program.version;
