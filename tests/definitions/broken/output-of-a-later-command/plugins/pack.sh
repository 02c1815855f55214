#!/bin/sh
cat {{ signature }} > {{ archive }}
