package failover.report;

/// How the report looks: on a screen by day and by night, on a phone, on paper. Free of quotes and angle
/// brackets, since it is written like any other text.
final class ReportStyle {
    static final String CSS = """
            :root { color-scheme: light dark; --paper: #ffffff; --ink: #1b1f24; --soft: #57606a; --rule: #d0d7de;
              --tint: #f3f5f7; --work: #0b57b0; --restore: #11632d; --wait: #8a5300; --bad: #b3151f; --good: #11632d; }
            @media screen and (prefers-color-scheme: dark) {
              :root { --paper: #12161b; --ink: #e8ebef; --soft: #a3adb8; --rule: #39424d; --tint: #1c222a;
                --work: #6fb0ff; --restore: #5fd483; --wait: #f0b45a; --bad: #ff8a84; --good: #5fd483; }
            }
            * { box-sizing: border-box; }
            body { margin: 0 auto; padding: 24px 20px 48px; max-width: 860px; background: var(--paper); color: var(--ink);
              font: 16px/1.5 system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, Noto Sans KR, sans-serif; }
            h1 { font-size: 26px; line-height: 1.25; margin: 6px 0 18px; text-wrap: balance; }
            h2 { font-size: 19px; margin: 40px 0 10px; padding-bottom: 4px; border-bottom: 1px solid var(--rule); }
            h1, p, li, dd, td, th { overflow-wrap: anywhere; }
            a { color: var(--work); }
            .kicker { margin: 0; color: var(--soft); }
            .state { display: inline-block; padding: 0 9px; border: 2px solid; border-radius: 5px; font-weight: 700;
              font-size: 14px; margin-right: 8px; }
            .state.good { color: var(--good); } .state.bad { color: var(--bad); } .state.open { color: var(--wait); }
            .when { display: block; }
            .soft { color: var(--soft); font-size: 14px; }
            .figures { display: grid; grid-template-columns: repeat(4, 1fr); gap: 10px; margin: 0 0 14px; padding: 0;
              list-style: none; }
            .figures li { background: var(--tint); border-radius: 8px; padding: 12px 14px; }
            .figures b { display: block; font-size: clamp(18px, 2.5vw, 23px); white-space: nowrap;
              line-height: 1.2; font-variant-numeric: tabular-nums; }
            .figures span { display: block; }
            .chart { display: block; overflow: visible; }
            .chart text { fill: var(--ink); font-size: 14px; paint-order: stroke; stroke: var(--paper); stroke-width: 5px; }
            .chart .took { font-variant-numeric: tabular-nums; fill: var(--soft); }
            .chart .took.bad { fill: var(--bad); font-weight: 700; }
            .chart .axis { fill: var(--soft); font-size: 13px; }
            .grid { stroke: var(--rule); stroke-width: 1; }
            .lane { fill: var(--tint); }
            .work { fill: var(--work); stroke: var(--work); }
            .restoring { fill: var(--restore); fill-opacity: .35; stroke: var(--restore); stroke-width: 2; }
            .waiting { fill: none; stroke: var(--wait); stroke-width: 2; stroke-dasharray: 4 3; }
            .failed { fill: var(--bad); fill-opacity: .25; stroke: var(--bad); stroke-width: 3; }
            .pin { stroke-width: 3; stroke-dasharray: none; }
            .again { fill: var(--paper); stroke: var(--ink); stroke-width: 2; }
            .reached { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 22px; margin: 14px 0 0; padding: 0; }
            .reached b { font-variant-numeric: tabular-nums; }
            .legend { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 10px 0 0; padding: 0;
              font-size: 14px; color: var(--soft); }
            footer { margin-top: 40px; border-top: 1px solid var(--rule); }
            table { width: 100%; border-collapse: collapse; font-size: 15px; }
            th, td { text-align: left; vertical-align: top; padding: 8px 10px 8px 0; border-bottom: 1px solid var(--rule); }
            thead th { white-space: nowrap; font-size: 14px; color: var(--soft); font-weight: 600; }
            .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
            th.bad, .what.bad { color: var(--bad); }
            .steps th { font-weight: 600; } .steps tbody th { min-width: 220px; } .runs { white-space: nowrap; }
            .clock { display: block; white-space: nowrap; font-weight: 400; font-size: 13px; color: var(--soft); }
            .what { white-space: pre-line; }
            dl { margin: 0; } dl.facts { display: grid; grid-template-columns: minmax(130px, 205px) 1fr; gap: 8px 16px; }
            dt { color: var(--soft); } dd { margin: 0; white-space: pre-line; }
            code { font: 14px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere;
              background: var(--tint); border-radius: 4px; padding: 1px 5px; }
            .next { padding-left: 24px; } .next li { margin: 8px 0; white-space: pre-line; }
            .next code { display: inline-block; padding: 3px 9px; user-select: all; }
            .urgent { border-left: 5px solid var(--wait); padding-left: 16px; margin-top: 26px; }
            .urgent h2 { margin-top: 0; }
            @media (max-width: 620px) {
              body { padding: 16px 14px 40px; }
              h1 { font-size: 22px; }
              .figures { grid-template-columns: 1fr 1fr; }
              .chart text { font-size: 13px; }
              dl.facts { grid-template-columns: 1fr; gap: 2px; } dl.facts dd { margin-bottom: 10px; }
              .steps thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
              .steps, .steps tbody { display: block; }
              .steps tr { display: grid; grid-template-columns: 1fr auto auto; gap: 0 14px; padding: 8px 0;
                border-bottom: 1px solid var(--rule); }
              .steps th, .steps td { border: 0; padding: 1px 0; } .steps tbody th { min-width: 0; }
              .steps .what, .steps .runs { grid-column: 1 / -1; } .steps .runs:empty { display: none; }
            }
            @media print {
              @page { size: A4; margin: 14mm; }
              :root { color-scheme: light; } .figures b { font-size: 18px; }
              body { padding: 0; max-width: none; font-size: 11pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
              h2 { margin-top: 22px; break-after: avoid; }
              .chart, .figures li, tr, .next li, dl.facts dd { break-inside: avoid; }
            }
            """;

    private ReportStyle() {}
}
