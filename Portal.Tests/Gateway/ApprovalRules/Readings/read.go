// Reads texts as encoding/json does, whole and as a stream. In: a JSON list of texts. Out: a JSON list of { go, goStream }, each the readings, serialised.
package main

import (
	"encoding/json"
	"os"
	"strings"
)

type reading struct {
	Go       []string `json:"go"`
	GoStream []string `json:"goStream"`
}

func whole(text string) []string {
	found := []string{}
	for round := 0; round < 12; round++ {
		var value any
		if json.Unmarshal([]byte(text), &value) != nil {
			break
		}

		serialised, _ := json.Marshal(value)
		found = append(found, string(serialised))
		inner, isText := value.(string)
		if !isText {
			break
		}

		text = inner
	}

	return found
}

func stream(text string) []string {
	found := []string{}
	decoder := json.NewDecoder(strings.NewReader(text))
	for round := 0; round < 12; round++ {
		var value any
		if decoder.Decode(&value) != nil {
			break
		}

		serialised, _ := json.Marshal(value)
		found = append(found, string(serialised))
	}

	return found
}

func main() {
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		panic(err)
	}

	readings := make([]reading, len(texts))
	for index, text := range texts {
		readings[index] = reading{whole(text), stream(text)}
	}

	if err := json.NewEncoder(os.Stdout).Encode(readings); err != nil {
		panic(err)
	}
}
