#!/bin/sh
touch {{ archive }}
