import { absoluteAreaName, parseArea, parseSheetReference, quoteSheetName } from './address.ts';
import type { Book, Cell, Chart, ChartPlot, ChartSeries, ValueAxis } from './book.ts';
import { type ChartFault, refuse } from './errors.ts';
import { attribute, escapeXml, foldCase, type TextPlace, XML_HEADER } from './text.ts';
import { PALETTE } from './theme.ts';

const INK = '404040';
const FAINT = '595959';
const AXIS = 'BFBFBF';
const GRID = 'E3E6E8';

const NAMESPACES =
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

type CachedValue = number | string | boolean | undefined;

/** The values that stand in the cells of a book, for the copies charts keep. */
export class CellValues {
  readonly #book: Book;
  readonly #sheets = new Map<string, { name: string; cells: Map<number, Cell> }>();

  constructor(book: Book) {
    this.#book = book;
  }

  #sheet(name: string, place: TextPlace): { name: string; cells: Map<number, Cell> } {
    const key = foldCase(name);
    const known = this.#sheets.get(key);
    if (known !== undefined) return known;
    const sheet = this.#book.sheets.find((one) => foldCase(one.name) === key);
    if (sheet === undefined) return refuse({ code: 'sheet-unknown', sheet: name, where: place.where });
    const cells = new Map<number, Cell>();
    for (const run of sheet.stream?.runs() ?? [sheet.cells]) {
      for (const cell of run) cells.set(cell.row * 16_384 + cell.column - 1, cell);
    }
    const found = { name: sheet.name, cells };
    this.#sheets.set(key, found);
    return found;
  }

  /** The reference as Excel writes it, and the values of its one row or column of cells. */
  line(reference: string, place: TextPlace, fault: (reason: ChartFault) => never) {
    const { sheet: name, area } = parseSheetReference(reference, place);
    const sheet = this.#sheet(name, place);
    if (area.top !== area.bottom && area.left !== area.right) fault('not-a-line');
    const values: CachedValue[] = [];
    for (let row = area.top; row <= area.bottom; row++) {
      for (let column = area.left; column <= area.right; column++) {
        const cell = sheet.cells.get(row * 16_384 + column - 1);
        if (cell === undefined || cell.kind === 'blank') values.push(undefined);
        else if (cell.kind === 'number') values.push(Number(cell.value));
        else if (typeof cell.value === 'object') values.push(Number(cell.value.decimal));
        else values.push(cell.value);
      }
    }
    return { formula: `${quoteSheetName(sheet.name)}!${absoluteAreaName(area)}`, values };
  }
}

function points(values: readonly CachedValue[], place: TextPlace): string {
  return (
    `<c:ptCount val="${values.length}"/>` +
    values
      .map((value, at) =>
        value === undefined
          ? ''
          : `<c:pt idx="${at}"><c:v>${typeof value === 'number' ? value : escapeXml(typeof value === 'boolean' ? (value ? 'TRUE' : 'FALSE') : value, place)}</c:v></c:pt>`,
      )
      .join('')
  );
}

function numberReference(formula: string, values: readonly CachedValue[], place: TextPlace): string {
  const numbers = values.map((value) =>
    typeof value === 'number' && Number.isFinite(value) ? value : undefined,
  );
  return `<c:numRef><c:f>${escapeXml(formula, place)}</c:f><c:numCache><c:formatCode>General</c:formatCode>${points(numbers, place)}</c:numCache></c:numRef>`;
}

function textReference(formula: string, values: readonly CachedValue[], place: TextPlace): string {
  return `<c:strRef><c:f>${escapeXml(formula, place)}</c:f><c:strCache>${points(values, place)}</c:strCache></c:strRef>`;
}

const fill = (color: string): string => `<a:solidFill><a:srgbClr val="${color}"/></a:solidFill>`;

function rgb(color: string, place: TextPlace): string {
  if (!/^[0-9A-Fa-f]{6}$/.test(color)) refuse({ code: 'option-invalid', ...place, value: color });
  return color.toUpperCase();
}

const textLook = (size: number, color: string, bold: boolean): string =>
  `sz="${size}" b="${bold ? 1 : 0}"><a:solidFill><a:srgbClr val="${color}"/></a:solidFill><a:latin typeface="+mn-lt"/>`;

function textProperties(size: number, color = FAINT): string {
  return `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr ${textLook(size, color, false)}</a:defRPr></a:pPr><a:endParaRPr lang="nl-NL"/></a:p></c:txPr>`;
}

function titleXml(text: string, size: number, bold: boolean, place: TextPlace, rotated = false): string {
  const body = rotated ? '<a:bodyPr rot="-5400000" vert="horz"/>' : '<a:bodyPr/>';
  const look = textLook(size, bold ? INK : FAINT, bold);
  return `<c:title><c:tx><c:rich>${body}<a:lstStyle/><a:p><a:pPr><a:defRPr ${look}</a:defRPr></a:pPr><a:r><a:rPr lang="nl-NL" ${look}</a:rPr><a:t>${escapeXml(text, place)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>`;
}

function labelsXml(series: ChartSeries, plot: ChartPlot, place: TextPlace): string {
  if (!series.labels) return '';
  const format = typeof series.labels === 'object' ? series.labels.numberFormat : undefined;
  // Excel calls a file damaged where a stacked bar has its labels outside the bar.
  const position =
    plot.kind === 'line'
      ? 't'
      : plot.grouping === undefined || plot.grouping === 'clustered'
        ? 'outEnd'
        : 'ctr';
  const ink = position === 'ctr' ? contrast(series.color) : INK;
  return (
    '<c:dLbls>' +
    (format === undefined ? '' : `<c:numFmt${attribute('formatCode', format, place)} sourceLinked="0"/>`) +
    `<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>${textProperties(800, ink)}<c:dLblPos val="${position}"/>` +
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
  );
}

/** Ink that can be read on a bar of this colour. */
function contrast(color: string | undefined): string {
  if (color === undefined || color === 'none') return INK;
  const value = Number.parseInt(color, 16);
  const light = 0.299 * (value >> 16) + 0.587 * ((value >> 8) & 255) + 0.114 * (value & 255);
  return light > 140 ? INK : 'FFFFFF';
}

/**
 * The part of one chart. Series without a colour take the palette in order, over all plots.
 * Refuses charts that Excel would call damaged (`chart-invalid`) and references outside the book.
 */
export function chartXml(chart: Chart, sheet: string, number: number, cells: CellValues): string {
  const where = `chart ${number}`;
  const place: TextPlace = { where, sheet };
  const fault = (reason: ChartFault): never =>
    refuse({ code: 'chart-invalid', sheet, chart: number, reason });
  const horizontal = chart.plots.some((plot) => plot.kind === 'bar');
  if (chart.plots.length === 0 || chart.plots.some((plot) => plot.series.length === 0)) fault('no-series');
  if (horizontal && chart.plots.some((plot) => plot.kind !== 'bar' || plot.secondary))
    fault('bar-with-other');
  if (chart.plots.every((plot) => plot.secondary)) fault('secondary-only');

  let order = 0;
  const seriesXml = (given: ChartSeries, plot: ChartPlot): string => {
    const at = order++;
    const color = given.color ?? PALETTE[at % PALETTE.length] ?? INK;
    const series: ChartSeries = { ...given, color };
    const categories = cells.line(series.categories, place, fault);
    const values = cells.line(series.values, place, fault);
    if (categories.values.length !== values.values.length) fault('length');
    const name =
      'text' in series.name
        ? `<c:v>${escapeXml(series.name.text, place)}</c:v>`
        : (() => {
            const from = cells.line(series.name.reference, place, fault);
            return textReference(from.formula, from.values, place);
          })();
    const paint = color === 'none' ? undefined : rgb(color, place);
    const numeric = categories.values.every((value) => value === undefined || typeof value === 'number');
    const data =
      `<c:cat>${numeric ? numberReference(categories.formula, categories.values, place) : textReference(categories.formula, categories.values, place)}</c:cat>` +
      `<c:val>${numberReference(values.formula, values.values, place)}</c:val>`;
    const head = `<c:ser><c:idx val="${at}"/><c:order val="${at}"/><c:tx>${name}</c:tx>`;
    if (plot.kind === 'line') {
      const stroke =
        paint === undefined
          ? '<a:ln w="28575"><a:noFill/></a:ln>'
          : `<a:ln w="28575" cap="rnd">${fill(paint)}${series.dashed ? '<a:prstDash val="sysDash"/>' : ''}<a:round/></a:ln>`;
      const marker =
        series.markers && paint !== undefined
          ? `<c:marker><c:symbol val="circle"/><c:size val="6"/><c:spPr>${fill(paint)}<a:ln w="9525">${fill('FFFFFF')}</a:ln></c:spPr></c:marker>`
          : '<c:marker><c:symbol val="none"/></c:marker>';
      return `${head}<c:spPr>${stroke}</c:spPr>${marker}${labelsXml(series, plot, place)}${data}<c:smooth val="0"/></c:ser>`;
    }
    const look = paint === undefined ? '<a:noFill/>' : fill(paint);
    const dataPoints = [...(series.pointColors ?? [])]
      .sort((a, b) => a.point - b.point)
      .map(
        (one) =>
          `<c:dPt><c:idx val="${one.point}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr>${fill(rgb(one.color, place))}</c:spPr></c:dPt>`,
      )
      .join('');
    return `${head}<c:spPr>${look}<a:ln><a:noFill/></a:ln></c:spPr><c:invertIfNegative val="0"/>${dataPoints}${labelsXml(series, plot, place)}${data}</c:ser>`;
  };

  const plotXml = (plot: ChartPlot): string => {
    const axes = plot.secondary
      ? '<c:axId val="103"/><c:axId val="104"/>'
      : '<c:axId val="101"/><c:axId val="102"/>';
    const series = plot.series.map((one) => seriesXml(one, plot)).join('');
    const grouping = plot.grouping ?? 'clustered';
    if (plot.kind === 'line') {
      return `<c:lineChart><c:grouping val="${grouping === 'clustered' ? 'standard' : grouping}"/><c:varyColors val="0"/>${series}<c:marker val="1"/>${axes}</c:lineChart>`;
    }
    const overlap = plot.overlap ?? (grouping === 'clustered' ? 0 : 100);
    return `<c:barChart><c:barDir val="${plot.kind === 'bar' ? 'bar' : 'col'}"/><c:grouping val="${grouping}"/><c:varyColors val="0"/>${series}<c:gapWidth val="${plot.gapWidth ?? 60}"/><c:overlap val="${overlap}"/>${axes}</c:barChart>`;
  };

  const categoryAxis = (id: number, crossing: number, secondary: boolean): string => {
    const axis = chart.categoryAxis ?? {};
    const value = (secondary ? chart.secondaryAxis : chart.valueAxis) ?? {};
    const labels = axis.labels === 'none' ? 'none' : (axis.labels ?? 'low');
    return (
      `<c:catAx><c:axId val="${id}"/><c:scaling><c:orientation val="${axis.reversed ? 'maxMin' : 'minMax'}"/></c:scaling>` +
      `<c:delete val="${secondary ? 1 : 0}"/><c:axPos val="${horizontal ? 'l' : 'b'}"/>` +
      (axis.title === undefined || secondary ? '' : titleXml(axis.title, 900, false, place, horizontal)) +
      `<c:numFmt formatCode="General" sourceLinked="1"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="${labels}"/>` +
      `<c:spPr><a:ln w="9525">${fill(AXIS)}</a:ln></c:spPr>${textProperties(900)}<c:crossAx val="${crossing}"/>` +
      (value.baseline === undefined
        ? '<c:crosses val="autoZero"/>'
        : `<c:crossesAt val="${value.baseline}"/>`) +
      '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    );
  };

  const valueAxis = (id: number, crossing: number, secondary: boolean): string => {
    const axis: ValueAxis = (secondary ? chart.secondaryAxis : chart.valueAxis) ?? {};
    // With the categories turned round, the far end is where the axis must stand to stay at the edge.
    const crosses = secondary || (chart.categoryAxis?.reversed && horizontal) ? 'max' : 'autoZero';
    const side = horizontal ? 'b' : secondary ? 'r' : 'l';
    return (
      `<c:valAx><c:axId val="${id}"/><c:scaling><c:orientation val="minMax"/>` +
      (axis.max === undefined ? '' : `<c:max val="${axis.max}"/>`) +
      (axis.min === undefined ? '' : `<c:min val="${axis.min}"/>`) +
      `</c:scaling><c:delete val="${axis.hidden ? 1 : 0}"/><c:axPos val="${side}"/>` +
      ((axis.gridLines ?? !secondary)
        ? `<c:majorGridlines><c:spPr><a:ln w="6350">${fill(GRID)}</a:ln></c:spPr></c:majorGridlines>`
        : '') +
      (axis.title === undefined ? '' : titleXml(axis.title, 900, false, place, !horizontal)) +
      `<c:numFmt${attribute('formatCode', axis.numberFormat ?? 'General', place)} sourceLinked="0"/>` +
      `<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>${textProperties(900)}` +
      `<c:crossAx val="${crossing}"/><c:crosses val="${crosses}"/><c:crossBetween val="between"/>` +
      (axis.majorUnit === undefined ? '' : `<c:majorUnit val="${axis.majorUnit}"/>`) +
      '</c:valAx>'
    );
  };

  const secondary = chart.plots.some((plot) => plot.secondary);
  const legend = chart.legend ?? 'bottom';
  const legendSide = { bottom: 'b', right: 'r', top: 't', none: '' }[legend];
  return (
    `${XML_HEADER}<c:chartSpace ${NAMESPACES}><c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>` +
    (chart.title === undefined
      ? '<c:autoTitleDeleted val="1"/>'
      : `${titleXml(chart.title, 1200, true, place)}<c:autoTitleDeleted val="0"/>`) +
    `<c:plotArea><c:layout/>${chart.plots.map(plotXml).join('')}` +
    categoryAxis(101, 102, false) +
    valueAxis(102, 101, false) +
    (secondary ? valueAxis(104, 103, true) + categoryAxis(103, 104, true) : '') +
    '<c:spPr><a:noFill/></c:spPr></c:plotArea>' +
    (legend === 'none'
      ? ''
      : `<c:legend><c:legendPos val="${legendSide}"/><c:overlay val="0"/>${textProperties(900)}</c:legend>`) +
    '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>' +
    `<c:spPr>${fill('FFFFFF')}<a:ln w="6350">${fill('D9DDE0')}</a:ln></c:spPr>` +
    '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr><a:latin typeface="+mn-lt"/></a:defRPr></a:pPr><a:endParaRPr lang="nl-NL"/></a:p></c:txPr>' +
    '</c:chartSpace>'
  );
}

/** The drawing part of a sheet: one frame per chart, over the cells it covers. `rId1` is the first chart. */
export function drawingXml(charts: readonly Chart[], sheet: string): string {
  const frames = charts.map((chart, at) => {
    const place = { where: `chart ${at + 1}`, sheet };
    const area = parseArea(chart.area, place);
    const corner = (tag: string, column: number, row: number): string =>
      `<xdr:${tag}><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:${tag}>`;
    return (
      `<xdr:twoCellAnchor editAs="oneCell">${corner('from', area.left - 1, area.top - 1)}${corner('to', area.right, area.bottom)}` +
      `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${at + 2}"${attribute('name', chart.name ?? `Chart ${at + 1}`, place)}${attribute('descr', chart.description, place)}/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>` +
      '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">' +
      `<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId${at + 1}"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`
    );
  });
  return `${XML_HEADER}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">${frames.join('')}</xdr:wsDr>`;
}
