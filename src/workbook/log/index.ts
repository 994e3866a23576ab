export { CHANGED_NAME, describeLog, writtenName } from './describe.ts';
export {
  LOG_MARK,
  LOG_TABLE,
  type LogEntry,
  logEntriesIn,
  logEntry,
  logSheetIn,
  momentOf,
} from './entries.ts';
