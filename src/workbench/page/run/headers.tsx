import { texts } from "../texts.ts";

export function Headers({ headers }: { headers: Record<string, string> }) {
  const rows = Object.entries(headers);
  if (rows.length === 0) return <p className="hint">{texts.exchange.noHeaders}</p>;
  return (
    <table className="headers" aria-label={texts.exchange.headers}>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
